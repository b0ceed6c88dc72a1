"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const runs = data.runs;
  const main = document.getElementById("report");
  const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const colour = (i) => getComputedStyle(document.documentElement).getPropertyValue("--s" + (i % 8)).trim();

  /** An element with attributes and children; text is never taken for HTML. */
  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }
  function svg(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }
  const number = (value) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    const size = Math.abs(value);
    return size >= 100000 ? compact.format(value) : size >= 1000 ? whole.format(value) : String(Number(value.toPrecision(4)));
  };
  const percent = (value) => (100 * value).toFixed(2) + " %";
  const duration = (seconds) => seconds < 60 ? seconds.toFixed(1) + " s"
    : seconds < 3600 ? Math.floor(seconds / 60) + " min " + Math.round(seconds % 60) + " s"
      : Math.floor(seconds / 3600) + " h " + Math.round((seconds % 3600) / 60) + " min";
  const lastPart = (run) => run.record.directory.replace(/\/+$/, "").split("/").pop();
  const nameOf = (run) => runs.filter((other) => lastPart(other) === lastPart(run)).length > 1 ? run.record.directory : lastPart(run);
  const sum = (values) => Object.values(values || {}).reduce((all, each) => all + each, 0);

  function section(title, ...children) {
    const made = el("section", {}, el("h2", {}, title), ...children);
    main.append(made);
    return made;
  }
  function table(head, rows, label) {
    const box = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label });
    const body = el("tbody", {});
    for (const row of rows) {
      body.append(el("tr", {}, ...row.map((cell, i) => i === 0 ? el("th", { scope: "row" }, cell) : el("td", { class: "value" }, cell))));
    }
    box.append(el("table", {}, el("thead", {}, el("tr", {}, ...head.map((cell) => el("th", { scope: "col" }, cell)))), body));
    return box;
  }

  /** Charts are drawn again when the page's width or its colours change. */
  const drawn = [];
  function chart(title, note, x, series, options) {
    const shown = series.filter((each) => each.values.some((value) => value !== null && value !== undefined));
    if (shown.length === 0) return null;
    const place = el("div", { role: "img", "aria-label": title + ". " + shown.map(inWords).join("; ") });
    const figure = el("figure", {}, el("figcaption", {}, title, el("small", {}, note)), place, values(title, x, shown));
    let plot = null;
    const draw = () => {
      if (plot) plot.destroy();
      plot = new uPlot(settings(place.clientWidth, shown, options || {}), [x, ...shown.map((each) => each.values)], place);
    };
    drawn.push(draw);
    return figure;
  }
  function inWords(series) {
    const there = series.values.filter((value) => value !== null && value !== undefined);
    return series.label + ": from " + number(there[0]) + " to " + number(there[there.length - 1]);
  }
  function values(title, x, series) {
    const rows = [];
    const step = Math.max(1, Math.ceil(x.length / 16));
    for (let i = 0; i < x.length; i += step) rows.push([number(x[i]), ...series.map((each) => number(each.values[i]))]);
    return el("details", {}, el("summary", {}, "Numbers"), table([data.unit, ...series.map((each) => each.label)], rows, "Numbers of " + title));
  }
  function settings(width, series, options) {
    const soft = getComputedStyle(document.documentElement).getPropertyValue("--soft").trim();
    const line = getComputedStyle(document.documentElement).getPropertyValue("--line").trim();
    const axis = { stroke: soft, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    return {
      width: Math.max(260, width), height: 240,
      scales: { x: { time: false }, y: { distr: options.log ? 3 : 1, range: options.fromZero ? (u, low, high) => [0, high * 1.05 || 1] : undefined } },
      axes: [
        { ...axis, values: (u, ticks) => ticks.map((tick) => compact.format(tick)) },
        { ...axis, size: 64, values: (u, ticks) => ticks.map((tick) => tick === null ? "" : options.percent ? Math.round(tick * 100) + " %" : number(tick)) }],
      series: [
        { label: data.unit, value: (u, value) => value === null ? "–" : number(value) },
        ...series.map((each) => ({
          label: each.label, stroke: colour(each.colour), width: each.width === undefined ? 1.5 : each.width, spanGaps: true,
          dash: each.dashed ? [4, 3] : undefined,
          fill: options.stacked ? colour(each.colour) : undefined,
          points: { show: each.points || series.length && each.values.length < 3, size: 6 },
          value: (u, value, s, i) => value === null || value === undefined ? "–" : options.percent ? percent(value) : number(each.own && i !== null ? each.own[i] : value)
        }))]
    };
  }
  function redraw() { drawn.forEach((draw) => draw()); }

  const all = (column) => runs.some((run) => (run.steps[column] || []).some((value) => value !== null));
  /** One x axis for several runs: each value stands at its own place, the others have none there. */
  function joined(pick) {
    if (runs.length === 1) return { x: runs[0].steps.x, series: pick(runs[0], 0) };
    const places = [...new Set(runs.flatMap((run) => run.steps.x))].sort((a, b) => a - b);
    const index = new Map(places.map((place, i) => [place, i]));
    const series = runs.flatMap((run, r) => pick(run, r).slice(0, 2).map((each, i, picked) => {
      const spread = new Array(places.length).fill(null);
      each.values.forEach((value, i) => { if (value !== null && value !== undefined) spread[index.get(run.steps.x[i])] = value; });
      return { ...each, label: nameOf(run) + (picked.length > 1 ? ", " + each.label : ""), values: spread, colour: r, dashed: picked.length > 1 && !each.points };
    }));
    return { x: places, series };
  }
  const one = (column, label, tint, more) => (run) => [{ label, values: run.steps[column] || [], colour: tint, ...more }];
  const both = (...picks) => (run, r) => picks.flatMap((pick) => pick(run, r)).filter((each) => each.values.some((value) => value !== null && value !== undefined));
  function stacked(run) {
    const stages = ["draw", "read", "train", "write", "combine"].filter((stage) => (run.steps["seconds_" + stage] || []).some((value) => value > 0));
    const below = run.steps.x.map(() => 0);
    const series = stages.map((stage, i) => {
      const own = run.steps["seconds_" + stage];
      own.forEach((value, at) => { below[at] += value || 0; });
      return { label: stage, values: [...below], own, colour: i };
    });
    return series.reverse();
  }
  function add(charts, made) { if (made) charts.append(made); }
  function charts() {
    const box = el("div", { class: "charts" });
    const draw = (title, note, pick, options) => { const found = joined(pick); add(box, chart(title, note, found.x, found.series, options)); };
    draw("Loss", "mean of a step, and of the validation input after an epoch",
      both(one("loss", "training", 0), one("validation_loss", "validation", 1, { points: true })), {});
    draw("Accuracy", "share of right answers",
      both(one("training_accuracy", "training", 0), one("accuracy", "validation", 1, { points: true }),
        one("top5", "among the best five", 2, { points: true }), one("root_accuracy", "roots", 3, { points: true })), { percent: true });
    draw("Speed", all("words_per_second") ? "words a second, since this start of the driver" : "examples a second, since this start of the driver",
      one(all("words_per_second") ? "words_per_second" : "examples_per_second", "speed", 2), { fromZero: true });
    draw("Learning rate", "at the end of each step", one("learning_rate", "rate", 3), {});
    if (runs.length === 1) add(box, chart("Seconds by stage", "of all tasks of a step together, one stage upon the other", runs[0].steps.x, stacked(runs[0]), { stacked: true, fromZero: true }));
    draw("Skew", "training time of the slowest worker of a step, as a multiple of the mean", one("skew", "slowest / mean", 4), {});
    draw("Bytes moved", "of the new state, a step", one("bytes_moved", "bytes", 6), { fromZero: true });
    draw("Bytes to the driver", "of the tasks' results, a step", one("driver_bytes", "bytes", 7), { fromZero: true });
    section("Course", box);
  }

  function tiles(run) {
    const record = run.record;
    const list = el("dl", { class: "tiles" });
    const tile = (name, value) => { if (value !== undefined && value !== null && value !== "") list.append(el("div", {}, el("dt", {}, name), el("dd", {}, value))); };
    tile("Status", record.status + (record.phase ? ", " + record.phase : ""));
    tile("Progress", record.progress === undefined || record.status === "done" ? null : percent(record.progress));
    tile("Epochs", number(record.epochs));
    tile("Steps", number(record.steps));
    tile("Examples trained", number(record.examples));
    tile("Words trained", record.words ? number(record.words) : null);
    tile("Seconds", duration(sum(record.seconds)));
    tile("Words a second", record.words_per_second ? number(record.words_per_second) : null);
    tile("Examples a second", record.words_per_second ? null : number(record.examples_per_second));
    const metrics = record.metrics || {};
    for (const [name, value] of Object.entries(metrics)) {
      if (typeof value === "number") tile(name.replaceAll("_", " "), /accuracy|top5/.test(name) ? percent(value) : number(value));
    }
    tile("Error", record.error);
    return list;
  }
  function phases(run) {
    return table(["phase", "seconds"], Object.entries(run.record.seconds || {}).map(([phase, seconds]) => [phase, number(seconds)]), "Seconds by phase");
  }

  function wordPictures(words) {
    if (words.probes.length > 0) {
      section("Nearest words", el("p", { class: "soft" }, "Cosine similarity, among the " + number(words.among) + " most frequent words."),
        el("div", { class: "words" }, ...words.probes.map((probe) => el("figure", {}, el("figcaption", {}, probe.word),
          el("ol", {}, ...probe.neighbours.map((near) => el("li", {}, near.word + " ", el("span", {}, near.cosine.toFixed(3)))))))));
    }
    if (words.map.length > 0) section("Map of the most frequent words", map(words.map));
  }
  function map(points) {
    const width = 1000, height = 700, edge = 30;
    const xs = points.map((point) => point.x), ys = points.map((point) => point.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const taken = [];
    const free = (x, y, long) => {
      const fits = taken.every((box) => x > box[2] || x + long < box[0] || Math.abs(y - box[1]) > 9);
      if (fits) taken.push([x, y, x + long]);
      return fits;
    };
    const picture = svg("svg", { class: "map", viewBox: "0 0 " + width + " " + height, role: "img",
      "aria-label": "Map of " + points.length + " frequent words; words that are used alike lie close together" });
    const dots = points.map((point) => {
      const x = edge + (point.x - left) / (right - left || 1) * (width - 2 * edge);
      const y = edge + (point.y - top) / (bottom - top || 1) * (height - 2 * edge);
      const dot = svg("g", {}, svg("title", {}, point.word), svg("circle", { cx: x, cy: y, r: 1.8 }));
      const text = svg("text", { x: x + 3, y: y + 3 }, point.word);
      const shown = free(x + 3, y + 3, point.word.length * 5);
      if (shown) dot.append(text);
      picture.append(dot);
      return { word: point.word, dot, text, shown };
    });
    const find = el("input", { id: "find", type: "search", autocomplete: "off" });
    find.addEventListener("input", () => {
      for (const each of dots) {
        const found = find.value !== "" && each.word === find.value.trim();
        each.dot.classList.toggle("found", found);
        if (found) { picture.append(each.dot); each.dot.append(each.text); } else if (!each.shown) each.text.remove();
      }
    });
    return el("figure", {}, el("figcaption", {}, "t-SNE of " + points.length + " vectors", el("small", {}, "Words close together are used alike; distances far apart mean little. More names show on hovering over a dot.")),
      el("p", {}, el("label", { for: "find" }, "Find a word "), find),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Map of words" }, picture));
  }
  const picture = (png, text) => el("img", { class: "pixels", src: "data:image/png;base64," + png, alt: text });
  function confusion(found) {
    const largest = Math.max(...found.rows.map((row, i) => Math.max(...row.filter((value, j) => i !== j))), 1);
    const head = el("tr", {}, el("td", {}), ...found.classes.map((name) => el("th", { scope: "col", class: "top" }, el("span", {}, name))));
    const rows = found.rows.map((row, i) => el("tr", {}, el("th", { scope: "row", class: "side" }, found.classes[i]), ...row.map((value, j) => {
      const cell = el("td", {}, value === 0 ? "" : String(value));
      if (i !== j && value > 0) cell.style.background = "rgba(var(--heat), " + (0.06 + 0.34 * value / largest).toFixed(3) + ")";
      if (i === j) cell.style.fontWeight = "700";
      return cell;
    })));
    section("Confusion", el("p", { class: "soft" }, "Rows are the right classes, columns what the network said, for " + number(found.examples) + " examples."),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Confusion of classes" }, el("table", { class: "confusion" }, el("thead", {}, head), el("tbody", {}, ...rows))));
  }
  function networkPictures(network) {
    if (network.confusion) confusion(network.confusion);
    if (network.wrong && network.wrong.length > 0) {
      section("Most wrong", el("p", { class: "soft" }, "The examples whose wrong answer the network was surest of."),
        el("div", { class: "strip" }, ...network.wrong.map((each) => el("figure", {}, each.png ? picture(each.png, each.example + ", " + each.label) : el("div", { class: "soft" }, each.example.split("/").pop()),
          el("div", {}, each.label), el("div", { class: "soft" }, "said " + each.said + ", " + (100 * each.probability).toFixed(1) + " %")))));
    }
    if (network.filters) {
      section("Filters of the first layer", el("p", { class: "soft" }, network.filters.layer),
        el("div", { class: "maps" }, ...network.filters.pngs.map((png, i) => picture(png, "filter " + i))));
    }
    if (network.answers) {
      section("What each layer answers", el("p", { class: "soft" }, "To one image, " + network.answers.label + "; up to 16 channels of each layer, from its least to its largest number."),
        el("div", { class: "maps" }, picture(network.answers.png, "the image")),
        ...network.answers.layers.map((layer) => el("div", {}, el("h3", {}, layer.name + " ", el("span", { class: "soft" }, layer.shape)),
          el("div", { class: "maps" }, ...layer.pngs.map((png, i) => picture(png, layer.name + ", channel " + i))))));
    }
    if (network.trees) {
      const node = (tree) => el("li", {}, el("span", { class: "node" + (tree.said === tree.label || tree.label === undefined ? "" : " wrong") },
        (tree.word || "·") + "  " + tree.said + (tree.said === tree.label || tree.label === undefined ? "" : " (right: " + tree.label + ")")),
      tree.children ? el("ul", {}, ...tree.children.map(node)) : null);
      section("Trees", el("p", { class: "soft" }, "What the network says of every node; framed where it is wrong."),
        ...network.trees.map((tree, i) => el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Tree " + i }, el("ul", { class: "tree" }, node(tree)))));
    }
  }

  function single(run) {
    document.title = nameOf(run) + " – Cohort";
    main.append(el("h1", {}, nameOf(run)), el("p", { class: "soft" }, run.record.directory + (data.live ? " – still at work; this page is written anew while it goes on. " : ". ") + "Written " + data.generated + "."), tiles(run));
    charts();
    const pictures = run.pictures || {};
    if (pictures.words) wordPictures(pictures.words);
    if (pictures.network) networkPictures(pictures.network);
    section("Where the time went", phases(run));
    section("Configuration", table(["key", "value"], Object.entries(run.record.conf || {}).map(([key, value]) => [key, value === null ? "" : String(value)]), "Configuration"));
    const versions = Object.entries(run.record.versions || {}).map(([name, version]) => [name, version]);
    for (const field of ["host", "application", "started", "updated", "model_sha256"]) {
      if (run.record[field]) versions.push([field.replaceAll("_", " "), String(run.record[field])]);
    }
    section("Environment", table(["what", "value"], versions, "Environment"));
  }
  function comparison() {
    document.title = runs.length + " runs – Cohort";
    main.append(el("h1", {}, runs.length + " runs"), el("p", { class: "soft" }, "Written " + data.generated + "."));
    const rows = [["status", (r) => r.status], ["epochs", (r) => number(r.epochs)], ["examples trained", (r) => number(r.examples)],
      ["seconds", (r) => duration(sum(r.seconds))], ["of them training", (r) => duration((r.seconds || {}).train || 0)],
      ["words a second", (r) => number(r.words_per_second)], ["examples a second", (r) => number(r.examples_per_second)], ["model", (r) => (r.model_sha256 || "–").slice(0, 12)]];
    const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.record.metrics || {})))].filter((name) => runs.some((run) => typeof (run.record.metrics || {})[name] === "number"));
    for (const name of metrics) {
      rows.push([name.replaceAll("_", " "), (r) => { const value = (r.metrics || {})[name]; return value === undefined ? "–" : /accuracy|top5/.test(name) ? percent(value) : number(value); }]);
    }
    const cells = rows.map(([name, pick]) => [name, ...runs.map((run) => pick(run.record))]).filter((row) => row.slice(1).some((cell) => cell !== "–"));
    section("At a glance", table(["", ...runs.map(nameOf)], cells, "The runs side by side"));
    charts();
    const keys = [...new Set(runs.flatMap((run) => Object.keys(run.record.conf || {})))].filter((key) => new Set(runs.map((run) => JSON.stringify((run.record.conf || {})[key]))).size > 1);
    section("Keys that differ", keys.length === 0 ? el("p", {}, "None.") : table(["key", ...runs.map(nameOf)],
      keys.map((key) => [key, ...runs.map((run) => { const value = (run.record.conf || {})[key]; return value === undefined || value === null ? "–" : String(value); })]), "Keys that differ"));
  }

  main.replaceChildren();
  if (runs.length === 1) single(runs[0]); else comparison();
  redraw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
})();
