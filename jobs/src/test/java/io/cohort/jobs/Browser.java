package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium, if the machine has one. */
final class Browser {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final Path program;
    private final Path folder;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Skips the test that asks where there is none. */
    static Browser find(Path folder) {
        Path program = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(part -> Path.of(part, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, "no Chromium on this machine: the page is not looked at");
        return new Browser(program, folder);
    }

    /**
     * Opens a page.
     *
     * @param page a file
     * @param width of the window
     * @param dark whether the user prefers dark pages
     * @return the page's elements after its scripts have run
     */
    String elements(Path page, int width, boolean dark) throws IOException, InterruptedException {
        Path log = folder.resolve("chromium.log");
        Path out = folder.resolve("elements.html");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=20000",
                "--window-size=" + width + ",900",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--dump-dom",
                page.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            // axe-core looks at the colours on canvases, and Chromium has an advice for it.
            assertThat(lines.filter(line -> line.contains("CONSOLE") && !line.contains("willReadFrequently")))
                    .as("messages of the console")
                    .isEmpty();
        }
        return Files.readString(out);
    }

    /** A copy of a page that, when opened, writes what axe-core finds serious about it at its end. */
    Path withAxe(Path page) throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream(AXE)) {
            String script = new String(axe.readAllBytes(), StandardCharsets.UTF_8);
            String check = "axe.run().then(found => { const serious = found.violations.filter(each => each.impact ==="
                    + " 'serious' || each.impact === 'critical').map(each => each.id + ': ' + each.nodes.map(node =>"
                    + " node.html.slice(0, 120)).join(' | ')); const told = document.createElement('pre'); told.id ="
                    + " 'axe'; told.textContent = 'passes ' + found.passes.length + ', serious ' + serious.length + ' ' +"
                    + " serious.join('; '); document.body.append(told); });";
            return Files.writeString(
                    folder.resolve("checked.html"),
                    Files.readString(page)
                            .replace(
                                    "</body>", "<script>" + script + "</script><script>" + check + "</script></body>"));
        }
    }
}
