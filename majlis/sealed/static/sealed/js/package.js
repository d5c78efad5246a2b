// Seals the opened report, papers included, to the public key of whoever takes it over, and saves it as one file.
import { bytes, text, wrap } from "majlis/sealed-locks";
import { fetchPaper, open } from "majlis/sealed-report";
import { readJson, save, say } from "majlis/sealed-files";

async function everything(page) {
  const papers = [];
  for (const button of page.querySelectorAll("[data-paper]")) {
    const paper = await fetchPaper(button);
    papers.push({ name: paper.name, type: paper.type, content: text(paper.content) });
  }
  return new TextEncoder().encode(JSON.stringify({ report: open().report, ...open().told, papers }));
}

export default function pack(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      const theirs = await readJson(form.querySelector("[data-their-key]"));
      save(`${form.dataset.file}.sealed`, wrap(await everything(document), bytes(theirs.box)));
      say(form, "saved");
    } catch {
      say(form, "wrong");
    }
  });
}
