// Seals an answer before it is sent. The box for the words has no name, so that they cannot travel by themselves.
import { sealAnswer, text } from "majlis/sealed-locks";
import { open } from "majlis/sealed-report";
import { say } from "majlis/sealed-files";

const MOST = 30000;

export default function answer(form) {
  const box = form.querySelector("textarea");
  form.addEventListener("submit", (event) => {
    const held = open();
    const words = box.value.trim();
    if (!held || !words || words.length > MOST) {
      event.preventDefault();
      event.stopPropagation();
      return say(form, words.length > MOST ? "long" : "empty");
    }
    const sealed = sealAnswer(words, held.key, held.report, held.lock);
    form.elements.to_reporter.value = text(sealed.toReporter);
    form.elements.to_officers.value = text(sealed.toOfficers);
  });
}
