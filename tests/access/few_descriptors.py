"""The server where the system allows 64 descriptors: `python -m tests.access.few_descriptors`."""

import resource
import sys

from access.serve import main

resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
sys.exit(main(sys.argv[1:]))
