"""Python's search for circular garbage, spared where there is none: while the server starts."""

import gc


def pause() -> None:
    """Search no more until `resume`: all that is imported stays, and a fifth of it is searching."""
    gc.disable()


def resume() -> None:
    """Search again, but not among what is there by now; nothing where it was never paused."""
    if gc.isenabled():
        return
    gc.collect()
    gc.freeze()
    gc.enable()
