"""What the figures are and how they are judged, in sentences for pages and reports."""

from collections.abc import Mapping, Sequence

# How to read statuses, words and comparisons.
READING_NOTES: Mapping[str, str] = {
    "Status against target": (
        "On target (green): the target is met. Just off target (amber): missed by no more than "
        "the KPI's tolerance. That is 5% of the target unless the KPI says otherwise. Off target "
        "(red): missed by more. A KPI that adds up over the year is held against the part "
        "of its yearly target due by then. The status that officers reported is kept beside the "
        "computed one."
    ),
    "Words in place of figures": (
        "For information: no target by design. No target: none was set. Not due: a yearly figure "
        "in mid-year. Begins later: first reported after this quarter. No figure yet: "
        "never reported. Figure late: due and missing. Not applicable. Suppressed: withheld by the "
        "publisher. Not worked out: a figure is there that nothing can be made of. A missing "
        "figure is never shown as zero."
    ),
    "Direction of travel": (
        "Against the previous period and against the same period last year. Figures that count "
        "up over the year are compared with last year only."
    ),
    "Comparisons": (
        "They name their area, statistic, period and date of publication. Better or worse is "
        "said only where the published margin of error allows it."
    ),
}
# Rule, source, and what it does not say.
METHODS: Mapping[str, Sequence[str]] = {
    "Variation": (
        "Every figure goes up and down without anything having happened.",
        "That is usual variation, and it is measured by the steps from one figure to the next.",
        "A figure is unusual when a step or a run is one that chance seldom makes.",
        "The rules are those of Making Data Count of NHS England.",
        "They do not say why a figure is unusual, nor that a usual one is good enough.",
    ),
    "Control charts": (
        "The solid line is the mean; the dashed limits lie 2.66 mean steps above and below it.",
        "Signals: a point outside, seven on one side, seven rising or falling, two of three near.",
        "With eight to twelve points the limits are provisional. Signals need thirteen.",
        "Limits are out of date when eight of twelve points, or most of all, lie beyond the rules. "
        "An analyst then starts them again from the change, and says why. No program does so.",
        "Charts, colours and icons are those of Making Data Count (NHSRplotthedots 0.2.2). "
        "A chart does not say what a target should be.",
    ),
    "Forecasts": (
        "Of figures that add up, the total of the year is forecast. Of percentages, the periods "
        "still to come are.",
        "The measure's own history decides on the method: run-rate, last year's rest, past years' "
        "share, or Theta.",
        "Four out of five such years should end within the range.",
        "Its method, history and error last year stand beside it. An officer's forecast is apart.",
        "Theta is by Assimakopoulos and Nikolopoulos. No forecast knows of what will change.",
    ),
    "Intervals": (
        "A rate or survey figure could have come out otherwise by chance alone.",
        "Its 95% interval holds the values that the data do not rule out.",
        "Shares have Wilson's interval, rates Byar's, under ten cases the exact Poisson one.",
        "Better or worse is said only where the other figure lies outside. Two surveys are tested "
        "by their difference, as the public health observatories do.",
        "An interval does not cover mistakes in counting, and none is said of old periods.",
    ),
    "Trend test": (
        "It needs the last five yearly figures, without a gap or an overlap.",
        "A straight line is fitted, each year weighing by how sure its figure is.",
        "A trend is said where chance would make one in fewer than one of five hundred cases.",
        "It also has to hold when any one of the five years is left out.",
        "It is that of Fingertips and does not say that the trend will go on.",
    ),
    "Ranks": (
        "Areas stand in the order of their figures for one period; equal figures share a place.",
        "A fifth is a fifth of the areas with a figure, not of all areas there are.",
        "None is given under ten areas.",
        "The bands are those of Fingertips; medians need three areas and half of the group.",
        "A high rank is not good or bad in itself, and small differences may be chance.",
    ),
}
# What is assumed, why, how sure that is, and what would change it.
ASSUMPTIONS: Sequence[Sequence[str]] = (
    (
        "Just off target is within 5% of it",
        "The plan gives no tolerance",
        "Low",
        "A tolerance in the plan workbook",
    ),
    (
        "Unit, good direction, frequency and kind of most KPIs",
        "The plan prints names only",
        "Medium",
        "The KPI's row in the plan workbook",
    ),
    (
        "A figure is due 30 days after its period ends",
        "Quarterly reports go to committee about six weeks after the quarter",
        "Medium",
        "A timetable of the council",
    ),
    (
        "A year's target spreads as the last three years did",
        "Homes and grants come late in a year",
        "Medium",
        "Targets for each quarter in the file",
    ),
    (
        "A report is for the latest quarter that a third of the due KPIs have, and two at least",
        "One early figure should not move the report",
        "High",
        "A quarter chosen by the reader",
    ),
    (
        "Rates use the population of the same year, else the nearest within two years",
        "Populations are published later than counts",
        "High",
        "A population of that year",
    ),
    (
        "Nothing that ended over three years ago is judged",
        "Readers take it for the present",
        "High",
        "A newer figure",
    ),
    (
        "ONS similar areas are like the district",
        "The Office for National Statistics groups areas by many measures at once",
        "Medium",
        "Another group in the reference files",
    ),
)
