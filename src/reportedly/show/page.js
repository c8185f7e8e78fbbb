"use strict";
const card = document.getElementById("card");
const ids = (element) => (element.dataset.r || element.dataset.d || "").split(" ").filter(Boolean);
const shown = (id) => document.getElementById(id).getClientRects().length > 0;

function light(records) {
  for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
  for (const id of records) {
    document.getElementById(id).classList.add("lit");
    for (const piece of document.querySelectorAll(`[data-r~="${id}"], [data-d~="${id}"]`)) piece.classList.add("lit");
  }
}

function show(piece) {
  const records = ids(piece).filter(shown);
  light(records.slice(0, 1));
  card.replaceChildren(...records.slice(0, 4).map((id) => {
    const copy = document.getElementById(id).querySelector(".card").cloneNode(true);
    copy.classList.add(document.getElementById(id).dataset.of);
    return copy;
  }));
  card.hidden = records.length === 0;
  const at = piece.getClientRects()[0];
  const below = at.bottom + 8 + card.offsetHeight < innerHeight;
  card.style.top = `${below ? at.bottom + 8 : Math.max(4, at.top - 8 - card.offsetHeight)}px`;
  card.style.left = `${Math.max(4, Math.min(at.left, innerWidth - card.offsetWidth - 8))}px`;
}

function hide() {
  card.hidden = true;
  light([]);
}

function look(event) {
  const piece = event.target.closest?.(".report .m");
  const item = event.target.closest?.("aside li");
  if (piece && ids(piece).length) show(piece);
  else if (item) { card.hidden = true; light([item.id]); }
  else hide();
}

document.addEventListener("pointerover", look);
document.addEventListener("focusin", look);
document.addEventListener("focusout", hide);
document.addEventListener("scroll", () => { card.hidden = true; }, { passive: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
document.addEventListener("click", (event) => {
  const piece = event.target.closest(".report .m");
  const first = piece && ids(piece).find(shown);
  if (first) document.getElementById(first).scrollIntoView({ block: "nearest" });
});

const theme = document.querySelector(".theme");
theme.hidden = false;
theme.addEventListener("click", () => {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});
