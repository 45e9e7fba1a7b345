"""What an attacker types: texts that would become markup, links, formulas or another direction."""

from collections.abc import Sequence

from data.admissible import NOTE_LENGTH

# Each begins with a word of its own, so that a test can tell that it was shown at all.
PAYLOADS: Sequence[str] = (
    "<script>alert('p1')</script>",
    "<img src=x onerror=alert('p2')>",
    "![p3](http://127.0.0.1:9/p3.png)",
    "[p4](javascript:alert('p4'))",
    '"><svg/onload=alert("p5")>',
    "p6 $\\frac{1}{2}$ :red[stop] :material/delete:",
    "p7 {{7*7}} ${7*7} {0.__class__} %s %(name)s",
    '=HYPERLINK("http://127.0.0.1:9/p8","p8")',
    "+p9",
    "-p10",
    "@p11",
    "p12\n=1+1",
    "# p13",
    "- p14",
    "1. p15",
    "| p16 | p16 |",
    "`p17` **p17** _p17_ ~~p17~~",
    "http://p18.example www.p18.example p18@p18.example",
    "King's p19' \"datum\" \\ p19",
    "p20 \u05d0\u05d1\u05d2 \u0627\u0644\u0639",
    "&lt;p21&gt; &amp; &#60;",
    "p22 " + "x" * 4_996,
)
# What no text that is kept may hold: cleaned on entry.
STEERING = ("p23\x07\x1b[31m", "p24\u202egnp.exe", "p25\r\n\x00")
LONGEST = "p26 " * (NOTE_LENGTH // 4)
