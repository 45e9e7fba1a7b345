// Links to other pages of the dashboard are followed as a step in the browser's history, which
// Streamlit takes up by itself: the page is not loaded anew, and the visitor's session goes on.
(() => {
  if (window.followsPageLinks) return;
  window.followsPageLinks = true;

  // What the server answers by itself: files, and the way in and out.
  const isNoPage = /^\/(original\/|api\/|feeds\/|images\/|embed\/|sign-(in|out)$)/;

  const follow = (link) => {
    const address = new URL(link.href);
    if (address.href === location.href) return;
    // What is chosen in a table stands in the chart beside or below it, which then has to be seen.
    const chart = address.pathname === location.pathname && link.closest("table") &&
      document.querySelector(".st-key-chosen-chart");
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (chart) chart.scrollIntoView({ block: "nearest" });
    else document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };

  document.addEventListener("click", (event) => {
    const otherwise = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || event.button !== 0 || otherwise) return;
    // Of our own HTML only; Streamlit takes every target away, so other sites are told by address.
    const link = event.target.closest('[data-testid="stHtml"] a[href]');
    if (!link || link.getAttribute("href").startsWith("#")) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || isNoPage.test(address.pathname)) return;
    event.preventDefault();
    follow(link);
  });

  // Where the server answers a search with a link, it is followed as soon as it is there.
  const followAnswer = () => {
    const link = document.querySelector(".st-key-frame-answer a[href]:not([data-followed])");
    if (!link) return;
    link.dataset.followed = "";
    // After the search box has been emptied.
    setTimeout(() => follow(link), 0);
  };

  // The drawer of a phone has groups between its list and the items: each is told as one item.
  const nameGroups = () => {
    const groups = '[data-testid="stSidebarNavItems"] > div:not([role])';
    for (const group of document.querySelectorAll(groups)) {
      group.setAttribute("role", "listitem");
      for (const item of group.querySelectorAll("li")) item.setAttribute("role", "none");
    }
  };

  // In lists: "Add: ..." of the search box adds nothing; what stands behind an invisible separator is
  // for finding only; of whom a page may be shown for it is said what each is.
  const nameOptions = () => {
    const options = document.querySelectorAll('[role="option"] [data-item-hl]');
    if (!options.length) return;
    const kinds = JSON.parse(document.querySelector("[data-kinds]")?.dataset.kinds ?? "{}");
    for (const option of options) {
      const text = option.firstChild;
      if (text?.nodeType !== Node.TEXT_NODE) continue;
      const seen = text.nodeValue.replace(/^Add: /, "Search for: ").replace(/\u2063.*$/s, "");
      if (seen !== text.nodeValue) text.nodeValue = seen;
      const isOwner = option.closest('[role="listbox"][aria-label="Show for"]');
      option.dataset.kind = (isOwner && kinds[seen]) || "";
    }
  };

  // The menu calls what it has no room for "6 more".
  const nameMore = () => {
    for (const words of document.querySelectorAll('[data-testid="stTopNavSection"] p')) {
      if (/^\d+ more$/.test(words.textContent)) words.firstChild.nodeValue = "More pages";
    }
  };

  // On a phone the way to the menu is two arrows, called "Expand sidebar" (tables.css writes Menu).
  const nameMenu = () => {
    const way = document.querySelector('[data-testid="stExpandSidebarButton"]');
    if (way && way.getAttribute("aria-label") !== "Menu") way.setAttribute("aria-label", "Menu");
  };

  // In a narrow window the menu lies over the page, so that it goes once a page is chosen. Streamlit
  // does so on phones only.
  const NARROW = 768;
  document.addEventListener("click", (event) => {
    if (innerWidth > NARROW || !event.target.closest('[data-testid="stSidebarNavLink"]')) return;
    const close = '[data-testid="stSidebarCollapseButton"] button';
    setTimeout(() => document.querySelector(close)?.click(), 0);
  });

  // Until the first page stands it is not seen, so that nothing on it moves (tables.css). What has
  // a key, such as a chart, has a place of its own size and may come later.
  const showFirstPage = () => {
    const root = document.documentElement;
    if (root.dataset.stands !== undefined || !document.querySelector("h1")) return;
    const waiting = ':not([class*="st-key-"])[data-testid="stElementContainer"] [data-testid="stSkeleton"]';
    if (!document.querySelector(waiting)) root.dataset.stands = "";
  };

  // HTML that a choice changes is put in place anew: what was open or had the keyboard in it, its
  // successor of the same words is open and has the keyboard again. Numbers in the words may change.
  let focused = null;
  document.addEventListener("focusin", (event) => { focused = event.target; });
  const nameOf = (item) =>
    `${item.tagName} ${(item.getAttribute("aria-label") ?? item.textContent).replace(/\d+/g, "")}`;
  const within = (nodes, wanted) => [...nodes]
    .filter((node) => node.nodeType === Node.ELEMENT_NODE)
    .flatMap((node) => [node, ...node.querySelectorAll(wanted)])
    .filter((item) => item.matches(wanted));
  const keepOpenAndFocused = ({ target, removedNodes, addedNodes }) => {
    if (!removedNodes.length || !target.matches?.('[data-testid="stHtml"]')) return;
    const successors = (wanted) => {
      const after = within(addedNodes, wanted);
      return within(removedNodes, wanted).map((item) => {
        const name = nameOf(item), place = after.findIndex((later) => nameOf(later) === name);
        return [item, place < 0 ? null : after.splice(place, 1)[0]];
      });
    };
    for (const [before, now] of successors("details:is(.dd-folded, .dd-line, .dd-above) > summary")) {
      if (now && before.parentElement.open) now.parentElement.open = true;
    }
    const isLost = [...removedNodes].some((node) => node.contains(focused));
    if (!isLost || document.activeElement !== document.body) return;
    for (const [before, now] of successors("a[href], summary, [tabindex]")) {
      if (before === focused) now?.focus({ preventScroll: true });
    }
  };

  // A wide chart that is made smaller for paper would have small letters: while it is printed it is
  // drawn no wider than a sheet that makes its letters 8 points. What it drew knows the chart's view.
  const WIDEST = 820;
  const widthOf = new Map();
  const viewOf = (svg) => svg.querySelector(".background")?.__data__?.context?.dataflow;
  // Fitted twice, as when it was first drawn: names at the ends of lines take part in the second.
  const drawAsWide = async (view, width) => {
    try {
      await view.width(width).resize().runAsync();
      await view.resize().runAsync();
    } catch {
      // Drawn as it was, which is printed too.
    }
  };
  addEventListener("beforeprint", () => {
    for (const svg of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
      const view = viewOf(svg), width = svg.closest('[data-testid="stVegaLiteChart"]').clientWidth;
      if (!view || width <= WIDEST) continue;
      widthOf.set(view, width);
      drawAsWide(view, WIDEST);
    }
  });
  addEventListener("afterprint", () => {
    for (const [view, width] of widthOf) drawAsWide(view, width);
    widthOf.clear();
  });

  const lookAgain = (changes) => {
    changes.forEach(keepOpenAndFocused);
    showFirstPage();
    followAnswer();
    nameGroups();
    nameOptions();
    nameMore();
    nameMenu();
  };
  new MutationObserver(lookAgain).observe(document.body, {
    childList: true, subtree: true, characterData: true,
  });
  lookAgain([]);
})();
