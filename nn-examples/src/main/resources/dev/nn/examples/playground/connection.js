// The line to the server: commands one after the other, frames as they come.

export class Connection {
  /** @param events setup, frame, error(text), lost() */
  constructor(events) {
    this.events = events;
    // Commands wait for the first session.
    this.queue = new Promise((resolve) => { this.opened = resolve; });
    this.waiting = new Map();
  }

  /** A session with these settings. */
  async start(settings) {
    const answer = await this.post("sessions", settings);
    this.session = "sessions/" + (await answer.json()).session;
    this.opened();
    this.source?.close();
    this.source = new EventSource(this.session + "/frames");
    this.source.addEventListener("setup", (event) => this.events.setup(JSON.parse(event.data)));
    this.source.addEventListener("frame", (event) => this.events.frame(JSON.parse(event.data)));
    this.source.addEventListener("error", () => {
      // A connection that broke comes back by itself; one that was refused doesn't.
      if (this.source.readyState === EventSource.CLOSED) this.events.lost();
    });
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
