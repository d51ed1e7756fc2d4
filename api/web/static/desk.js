// What the desk does beyond its pages: evidence lights up, progress comes by itself, files are
// dropped, briefs are copied. Text is only ever set as text; nothing here makes HTML of it.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const say = (text) => { $("#said").textContent = text; };

  for (const only of $$("[data-js]")) only.hidden = false;

  // --- evidence -----------------------------------------------------------------------------

  const column = $(".column"), aside = $("#articles");
  const lit = { numbers: new Set(), sources: new Map() };
  let wanted = null, painted = [];

  const places = (number) => $$(`.ev[data-in~="${number}"]`, aside);
  const marksOf = (element) => element.matches("[data-e]") ? [element] : $$("[data-e]", element);

  function fetchParts(names) {
    for (const name of names) {
      const part = $(`.part[data-part="${name}"]`, aside);
      if (!part) continue;
      part.closest("details").open = true;
      if (part.classList.contains("waiting")) htmx.trigger(part, "wanted");
    }
  }

  function light(element) {
    if (element === wanted) return;
    wanted = element;
    lit.numbers.clear(); lit.sources.clear();
    const marks = marksOf(element), parts = new Set();
    for (const mark of marks) {
      const numbers = mark.dataset.e.split(" ");
      numbers.forEach((number) => lit.numbers.add(number));
      mark.dataset.p.split(" ").forEach((part) => parts.add(part));
      const source = mark.dataset.p.split(".")[0];
      lit.sources.set(source, (lit.sources.get(source) || []).concat(numbers));
    }
    fetchParts(parts);
    paint();
    if (marks.length) reveal([...lit.numbers][0]);
  }

  function paint() {
    for (const element of painted) element.classList.remove("on");
    painted = wanted ? [wanted, ...marksOf(wanted)] : [];
    for (const number of lit.numbers) painted.push(...places(number));
    for (const element of painted) element.classList.add("on");
    const list = $("#lit-in");
    list.replaceChildren(...[...lit.sources].map(([source, numbers]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = $(`#s${source} .outlet`, aside).textContent;
      button.addEventListener("click", () => reveal(numbers[0]));
      return button;
    }));
    $("#lit").hidden = !lit.sources.size;
  }

  function reveal(number) {
    const beside = getComputedStyle(aside).position === "sticky";
    const place = places(number)[0];
    if (!place || !beside) return;
    const box = place.getBoundingClientRect(), frame = aside.getBoundingClientRect();
    if (box.top > frame.top + 60 && box.bottom < frame.bottom - 20) return;
    const top = aside.scrollTop + box.top - frame.top - frame.height / 3;
    aside.scrollTo({ top });  // at once: the eye is to find it, not to follow it
  }

  if (column && aside) {
    const over = (event) => {
      const element = event.target.closest("a[data-e], [data-lights]");
      if (element) light(element);
    };
    let timer = 0;
    column.addEventListener("pointerover", (event) => {
      clearTimeout(timer);
      timer = setTimeout(over, event.pointerType === "mouse" ? 40 : 0, event);
    });
    column.addEventListener("focusin", (event) => {
      const inside = event.target.closest(".s") || event.target.closest("a[data-e]");
      if (inside) light(inside);
    });
    // a citation leads to its evidence, also where that has to be fetched first
    column.addEventListener("click", (event) => {
      const mark = event.target.closest("a[data-e]");
      if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      light(mark);
      const number = mark.dataset.e.split(" ")[0];
      const arrive = () => {
        const place = places(number)[0];
        if (!place) return false;
        const back = $("#back");
        back.hidden = false;
        mark.id = mark.id || `from${number}`;
        back.href = `#${mark.id}`;
        place.tabIndex = -1;
        place.focus({ preventScroll: true });
        place.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
        return true;
      };
      if (!arrive()) aside.addEventListener("htmx:afterSettle", arrive, { once: true });
    });
    $("#back").addEventListener("click", (event) => {
      const mark = $(event.currentTarget.getAttribute("href"));
      event.currentTarget.hidden = true;
      if (mark) { event.preventDefault(); mark.scrollIntoView({ block: "center" }); mark.focus({ preventScroll: true }); }
    });
    // the evidence of the brief itself is there before anybody points at it
    const early = new Set($$(".brief [data-p]").flatMap((mark) => mark.dataset.p.split(" ")));
    const ahead = [...early].slice(0, 60);
    const next = () => {
      const part = ahead.length && $(`.part.waiting[data-part="${ahead.shift()}"]`, aside);
      if (part) htmx.trigger(part, "wanted");
      if (ahead.length) setTimeout(next, part ? 30 : 0);
    };
    addEventListener("load", next);
    aside.addEventListener("htmx:afterSettle", () => {
      paint();
      if (lit.numbers.size) reveal([...lit.numbers][0]);
    });
    aside.addEventListener("toggle", (event) => {
      if (event.target.open) {
        for (const part of $$(".part.waiting", event.target)) htmx.trigger(part, "wanted");
      }
    }, true);
    // and back: what the brief makes of a passage
    aside.addEventListener("pointerover", (event) => {
      const passage = event.target.closest(".ev");
      if (!passage) return;
      const mark = passage.dataset.in.split(" ")
        .map((number) => $(`.s [data-e~="${number}"]`, column)).find(Boolean);
      if (mark) light(mark.closest(".s"));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      wanted = null; lit.numbers.clear(); lit.sources.clear(); paint();
    });
  }

  // --- copying ------------------------------------------------------------------------------

  async function copied(kind, address) {
    if (kind === "link") return { "text/plain": new URL(address, location.href).href };
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    if (kind !== "html") return { "text/plain": text };
    const brief = $("article", new DOMParser().parseFromString(text, "text/html"));
    return { "text/html": brief.outerHTML, "text/plain": brief.textContent };
  }

  async function copy(kind, address) {
    const found = await copied(kind, address);
    if (!found["text/html"]) return navigator.clipboard.writeText(found["text/plain"]);
    const blobs = Object.entries(found).map(([type, text]) => [type, new Blob([text], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-copy]");
    if (link && navigator.clipboard) {
      event.preventDefault();
      const name = link.textContent;
      copy(link.dataset.copy, link.href).then(
        () => { link.textContent = "Copied"; say(`${name} copied`); },
        () => { location.href = link.href; },
      ).finally(() => setTimeout(() => { link.textContent = name; }, 1500));
    }
    if (event.target.closest("[data-print]")) print();
    const grave = event.target.closest("[data-sure]");
    if (grave && !confirm(grave.dataset.sure)) event.preventDefault();
  });
  addEventListener("beforeprint", () => { for (const one of $$("details")) one.open = true; });

  // --- progress -----------------------------------------------------------------------------

  const working = $("#working");
  if (working) {
    const events = new EventSource(working.dataset.events);
    events.addEventListener("progress", (event) => {
      const now = JSON.parse(event.data);
      $("#link-lost").hidden = true;
      $("#state").textContent = now.status === "queued" ? "Waiting for its turn" : "Making the brief";
      $("#progress").value = now.done;
      $$(".steps li").forEach((step, number) => {
        const current = step.dataset.stage === now.stage;
        step.className = number < now.done ? "done" : current ? "now" : "to-come";
        if (current) { step.setAttribute("aria-current", "step"); say(step.textContent); }
        else step.removeAttribute("aria-current");
      });
    });
    events.addEventListener("end", () => { events.close(); location.reload(); });
    events.addEventListener("error", () => {
      $("#link-lost").hidden = false;
      if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 3000);
    });
  }

  // --- the form -----------------------------------------------------------------------------

  const sheet = $("#sheet");
  if (sheet) {
    const boxes = $("#boxes"), files = $("#files"), drop = $("#drop");
    $("#more").addEventListener("click", (event) => {
      event.preventDefault();
      const number = boxes.children.length + 1;
      const box = boxes.lastElementChild.cloneNode(true);
      $("legend", box).textContent = `Article ${number}`;
      $(".wrong", box)?.remove();
      for (const part of $$("[id], [for], [name]", box)) {
        for (const name of ["id", "for", "name"]) {
          const value = part.getAttribute(name);
          if (value) part.setAttribute(name, value.replace(/\d+$/, number));
        }
        part.removeAttribute("aria-invalid");
        part.removeAttribute("aria-describedby");
        if ("value" in part) part.value = "";
      }
      boxes.append(box);
      $("textarea", box).focus();
    });
    const list = () => $("#chosen").replaceChildren(...[...files.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    }));
    files.addEventListener("change", list);
    const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    addEventListener("dragover", (event) => {
      if (carries(event)) { event.preventDefault(); drop.classList.add("over"); }
    });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      drop.classList.remove("over");
      const all = new DataTransfer();
      for (const file of [...files.files, ...event.dataTransfer.files]) all.items.add(file);
      files.files = all.files;
      list();
      say(`${files.files.length} files chosen`);
    });
    sheet.addEventListener("submit", (event) => {
      const send = $("#send");
      if (send.getAttribute("aria-disabled")) { event.preventDefault(); return; }
      send.setAttribute("aria-disabled", "true");
      send.textContent = "Sending …";
    });
    addEventListener("pageshow", () => {
      $("#send").removeAttribute("aria-disabled");
      $("#send").textContent = "Make the brief";
    });
  }
})();
