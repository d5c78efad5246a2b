// Opens a report with the officer's key file. What is opened is put into the page as text and never leaves it.
import { bytes, openAnswer, openPaper, openWords, ready, unwrap } from "majlis/sealed-locks";
import { keysFrom, save, say } from "majlis/sealed-files";

let held = null; // { report, key, lock, told } once it is open, for the answer and the package

export const open = () => held;

export async function fetchPaper(button) {
  const answer = await fetch(button.dataset.paper);
  if (!answer.ok) throw new Error(String(answer.status));
  const closed = new Uint8Array(await answer.arrayBuffer());
  return openPaper(closed, held.key, held.report, Number(button.dataset.number));
}

function show(page, closed) {
  const told = openWords(bytes(closed.words), held.key, held.report);
  held.told = told;
  page.querySelector("[data-words]").textContent = told.words;
  page.querySelector("[data-name]").textContent = told.name || page.querySelector("[data-name]").dataset.none;
  page.querySelector("[data-channel]").textContent = page.querySelector("[data-channel]").dataset[told.channel] ?? told.channel;
  const answers = page.querySelector("[data-answers]");
  for (const sealed of closed.answers) {
    const line = document.createElement("p");
    line.className = "note note--warm";
    line.textContent = openAnswer(bytes(sealed), held.key, held.report);
    answers.append(line);
  }
  for (const part of page.querySelectorAll("[data-when-open]")) part.hidden = false;
}

export default async function report(page) {
  await ready;
  const closed = JSON.parse(document.getElementById("closed").textContent);
  const form = page.querySelector("[data-open]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const keys = await keysFrom(form);
    if (!keys) return;
    try {
      held = { report: String(closed.report), key: unwrap(bytes(closed.key), keys), lock: bytes(closed.lock) };
      show(page, closed);
    } catch {
      held = null;
      return say(form, "foreign");
    }
    form.hidden = true;
    page.querySelector("[data-words]").focus();
  });
  for (const button of page.querySelectorAll("[data-paper]")) {
    button.addEventListener("click", async () => {
      const paper = await fetchPaper(button);
      save(paper.name || `paper-${button.dataset.number}`, paper.content);
    });
  }
}
