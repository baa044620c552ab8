/* Tells the story by itself: from scene to scene, with time to read each. */
(() => {
  "use strict";

  const LETTERS_A_SECOND = 15;
  const SHORTEST = 4, LONGEST = 30; // seconds
  // Letters that stand for a syllable or a word.
  const WEIGHTY = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

  /** How long it takes to read a text, in seconds. */
  function readingTime(text) {
    const letters = text.length + 2 * (text.match(WEIGHTY) || []).length;
    return Math.min(LONGEST, Math.max(SHORTEST, 2 + letters / LETTERS_A_SECOND));
  }

  class Player {
    /** next(): go to the next scene; first(): to the first; last(): whether the last is shown;
     * text(): what there is to read; changed(playing): it began or paused. */
    constructor(story) {
      this.story = story;
      this.playing = false;
      document.addEventListener("visibilitychange", () => document.hidden && this.pause());
    }

    toggle() {
      if (this.playing) this.pause();
      else this.play();
    }

    play() {
      this.playing = true;
      this.story.changed(true);
      if (this.story.last()) this.story.first();
      else this.story.next();
    }

    pause() {
      clearTimeout(this.timer);
      if (!this.playing) return;
      this.playing = false;
      this.story.changed(false);
    }

    /** A scene is shown: go on when it has been read. */
    arrived() {
      clearTimeout(this.timer);
      if (!this.playing) return;
      const seconds = readingTime(this.story.text());
      this.timer = setTimeout(() => (this.story.last() ? this.pause() : this.story.next()), seconds * 1000);
    }
  }

  Object.assign(dateline, { Player });
})();
