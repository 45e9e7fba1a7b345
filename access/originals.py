"""Original files, by an address of our own: whoever asks is known, and it is recorded."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from access.plain_pages import plain_page
from data import audit
from data import store as stores
from data.actor import AccessRole, Actor
from data.audit import Action

_PATH = "/original/{upload:int}/{position:int}"


def address_of(upload: int, position: int) -> str:
    """The address of an upload's file: its main one has position 1, its companions follow."""
    return f"/original/{upload}/{position}"


async def original(request: Request) -> Response:
    """The file as it was given, for analysts; the record says who took it."""
    actor: Actor = request.scope["actor"]
    upload, position = request.path_params["upload"], request.path_params["position"]
    if not actor.role.includes(AccessRole.ANALYST):
        because = f"Originals are for analysts. Your role here is {actor.role}."
        audit.record(
            Action.REFUSAL, actor, refused=Action.DOWNLOAD.value, upload=upload, because=because
        )
        return plain_page("Not for everybody", [because], status=403)
    files = await run_in_threadpool(stores.shared().files_of, upload)
    if not 1 <= position <= len(files):
        return plain_page("Not there", ["There is no such original."], status=404)
    file = files[position - 1]
    audit.record(Action.DOWNLOAD, actor, upload=upload, file=file.name, sha256=file.sha256)
    return Response(
        file.content,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "Cache-Control": "no-store",
        },
    )


ORIGINAL = Route(_PATH, original)
