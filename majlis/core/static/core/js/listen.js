// Reads what data-reads names aloud, line by line, with a voice of the device itself; a second press is silence.
// Without such a voice for the page's language the button stays hidden: nothing is fetched from outside to speak.
const language = document.documentElement.lang;
const voice = () => speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
const lines = (element) => element.innerText.split("\n").map((line) => line.trim()).filter(Boolean);

function speak(text, speaker, ended) {
  const said = new SpeechSynthesisUtterance(text);
  Object.assign(said, { voice: speaker, lang: speaker.lang, rate: 0.9, onend: ended, onerror: ended });
  speechSynthesis.speak(said);
}

export default function listen(button) {
  if (!("speechSynthesis" in window)) return;
  const words = button.querySelector("span");
  const [begin, stop] = [words.textContent, button.dataset.stop];
  const show = () => (button.hidden = !voice());
  const rest = () => {
    words.textContent = begin;
    button.removeAttribute("aria-pressed");
  };
  const hush = () => {
    speechSynthesis.cancel();
    rest();
  };
  button.addEventListener("click", () => {
    if (button.hasAttribute("aria-pressed")) return hush();
    hush();
    words.textContent = stop;
    button.setAttribute("aria-pressed", "true");
    const queue = [...document.querySelectorAll(button.dataset.reads)].flatMap(lines);
    queue.forEach((line, place) => speak(line, voice(), place === queue.length - 1 ? rest : null));
  });
  speechSynthesis.addEventListener("voiceschanged", show);
  window.addEventListener("pagehide", hush);
  show();
}
