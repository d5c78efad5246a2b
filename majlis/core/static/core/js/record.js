// Speaks into a file field: data-into names it. The recording joins the files already chosen there, and can be heard first.
// Hidden where the browser cannot record. It ends by itself after five minutes.
const most = 300;
const kinds = { "audio/mp4": "m4a", "audio/webm": "webm", "audio/ogg": "ogg" };
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function put(input, blob, name) {
  const files = new DataTransfer();
  for (const file of [...input.files, new File([blob], name, { type: blob.type })]) files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function recorder() {
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = Object.keys(kinds).find((one) => MediaRecorder.isTypeSupported(one));
  return new MediaRecorder(sound, { mimeType, audioBitsPerSecond: 32000 });
}

export default function record(box) {
  const [button, said] = [box.querySelector("button"), box.querySelector("[role=status]")];
  const input = document.querySelector(box.dataset.into);
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !input) return;
  const words = button.querySelector("span");
  let [running, begin] = [null, words.textContent];
  box.hidden = false;

  function keep(parts, type) {
    const [kind] = type.split(";");
    const blob = new Blob(parts, { type: kind });
    put(input, blob, `${box.dataset.name}-${input.files.length + 1}.${kinds[kind]}`);
    const heard = { controls: true, src: URL.createObjectURL(blob), ariaLabel: box.dataset.heard };
    box.append(Object.assign(document.createElement("audio"), heard));
    said.textContent = box.dataset.kept;
  }

  async function start() {
    running = await recorder();
    const parts = [];
    let seconds = 0;
    const timer = setInterval(() => {
      said.textContent = clock(++seconds);
      if (seconds >= most) running?.stop();
    }, 1000);
    running.addEventListener("dataavailable", (event) => parts.push(event.data));
    running.addEventListener("stop", () => {
      clearInterval(timer);
      for (const track of running.stream.getTracks()) track.stop();
      keep(parts, running.mimeType);
      [running, words.textContent] = [null, begin];
    });
    running.start();
    words.textContent = box.dataset.stop;
  }

  button.addEventListener("click", () => {
    if (running) return running.stop();
    start().catch(() => (said.textContent = box.dataset.refused));
  });
}
