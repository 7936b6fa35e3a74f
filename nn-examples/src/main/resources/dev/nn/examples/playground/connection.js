// The line to the server: commands one after the other, frames as they come.

export class Connection {
  /** @param events setup, frame, error(text), lost() */
  constructor(events) {
    this.events = events;
    // Commands wait for the first session.
    this.queue = new Promise((resolve) => { this.opened = resolve; });
    this.waiting = new Map();
    this.newest = null;
  }

  /** A session with these settings. */
  async start(settings) {
    const answer = await this.post("sessions", settings);
    this.session = "sessions/" + (await answer.json()).session;
    this.opened();
    this.source?.close();
    this.source = new EventSource(this.session + "/frames");
    this.source.addEventListener("setup", (event) => {
      // A frame that waits is of the network before.
      this.newest = null;
      this.events.setup(JSON.parse(event.data));
    });
    this.source.addEventListener("frame", (event) => this.arrived(event.data));
    this.source.addEventListener("error", () => {
      // A connection that broke comes back by itself; one that was refused doesn't.
      if (this.source.readyState === EventSource.CLOSED) this.events.lost();
    });
  }

  /** A frame is read when the screen is drawn, the newest only; a hidden page has no screen. */
  arrived(text) {
    this.newest = text;
    if (document.hidden) this.deliver();
    else this.pending ??= requestAnimationFrame(() => this.deliver());
  }

  deliver() {
    this.pending = null;
    const text = this.newest;
    this.newest = null;
    if (text !== null) this.events.frame(JSON.parse(text));
  }

  async post(path, body) {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (!answer.ok) throw new Error((await answer.text()).trim());
    return answer;
  }

  /** Sends a command after those before it; of waiting ones with the same key only the last is sent. */
  send(command, key = null) {
    if (key !== null) {
      const known = this.waiting.has(key);
      this.waiting.set(key, command);
      if (known) return this.queue;
    }
    this.queue = this.queue.then(async () => {
      const chosen = key === null ? command : this.waiting.get(key);
      this.waiting.delete(key);
      try {
        await this.post(this.session + "/commands", JSON.stringify(chosen));
        return true;
      } catch (error) {
        this.events.error(error.message);
        return false;
      }
    });
    return this.queue;
  }
}
