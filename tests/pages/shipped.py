"""Facts of the data that a fresh start has: plans, uploads and the illustrative sample.

Where the shipped data change, these change, and no test of a page does.
"""

PLAN, OLD_PLAN, NEXT_PLAN = "2024/25", "2019/20", "2025/26"
KPIS = 39
FIRST_KPI = "CCS 06"
PLAN_ROWS = 406
PLACE_KPIS = 17

HOME, HOME_NAME = "E07000131", "Harborough"

# The uploads by their numbers, and the number that the first one after them has.
STATISTICS, SAMPLE, ACTIVITIES = 1, 2, 3
UPLOADS = 3
FIRST_UPLOAD = UPLOADS + 1
PUBLISHED_BY = "Shipped with the software"

REPORTED = "Q4 2024/25"
AWAITED_KPIS = ["CM 08", "ED 31", "CP 02"]
# The one KPI whose status was reported otherwise than it is computed.
MISMATCHED_KPI = "CON TPI 13"
