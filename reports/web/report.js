// Charts answer to a pointer or finger; without this script their pictures stand in their place.
const charts = JSON.parse(document.getElementById("charts").textContent);
for (const [name, spec] of Object.entries(charts)) {
  const picture = document.getElementById(name);
  const place = document.createElement("div");
  // Expressions are walked, not compiled: a page that may not make code of text needs that.
  vegaEmbed(place, spec, { ast: true, actions: false, defaultStyle: false, tooltip: false, renderer: "svg", logLevel: 1 })
    .then(() => picture.replaceWith(place))
    .catch((problem) => console.error(name, problem));
}

const numberOf = (text) => {
  const match = text.replaceAll(",", "").replace("\u2212", "-").match(/-?\d+(\.\d+)?/);
  return match ? Number(match[0]) : null;
};

// What is no number stands last, whichever way the rest goes.
const compare = (a, b, isNumber, direction) => {
  if (!isNumber) return direction * a.localeCompare(b, "en-GB", { numeric: true });
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x === null || y === null) return (x === null) - (y === null);
  return direction * (x - y);
};

for (const button of document.querySelectorAll("thead button")) {
  button.addEventListener("click", () => {
    const heading = button.closest("th");
    const table = heading.closest("table");
    const column = heading.cellIndex;
    const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const isNumber = heading.classList.contains("number");
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) =>
      compare(a.cells[column].textContent, b.cells[column].textContent, isNumber, direction));
    body.append(...rows);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  });
}
