package bench;

import dev.easel.contract.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server in a process of its own, started as the launcher starts it, and what Linux knows of its costs. */
final class Running implements AutoCloseable {
    private static final int TICKS_PER_SECOND = 100;

    /** The heap's part of what jcmd says, of either collector; its last part is no heap. */
    private static final Pattern USED = Pattern.compile("(?:Gen|heap) +total .*?used (\\d+)K");

    private final Process process;
    private final int port;
    private final Path output;
    private final long begin;
    private Duration start = Duration.ZERO;

    private Running(Process process, int port, Path output, long begin) {
        this.process = process;
        this.port = port;
        this.output = output;
        this.begin = begin;
    }

    /** Starts Easel on a data folder, and waits for its first 200. */
    static Running easel(List<String> java, Path data, String... settings) throws IOException {
        int port = freePort();
        var command = new ArrayList<>(java);
        command.addAll(List.of("dev.easel.Main", "serve", "--data", data.toString(), "--port", "" + port));
        command.addAll(Arrays.asList(settings));
        var ready = Request.get("/v1/health/ready", "");
        return begin(command, port, data.resolveSibling(data.getFileName() + ".out"))
                .ready(ready);
    }

    /** Starts a program of this folder that takes a port and further arguments. */
    static Running program(List<String> java, Class<?> main, String... arguments) throws IOException {
        int port = freePort();
        var command = new ArrayList<>(java);
        // The cache of classes belongs to the server's own class path.
        command.removeIf(argument -> argument.startsWith("-XX:AOTCache") || argument.contains("FlightRecording"));
        command.set(command.indexOf("-cp") + 1, System.getProperty("java.class.path"));
        command.addAll(List.of(main.getName(), "" + port));
        command.addAll(Arrays.asList(arguments));
        return begin(command, port, Files.createTempFile("bench", ".out")).ready(Request.get("/", ""));
    }

    /** Starts any program; it need not be ready when this returns. */
    static Running begin(List<String> command, int port, Path output) throws IOException {
        long begin = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Running(process, port, output, begin);
    }

    /** Waits for the first 200. */
    Running ready(byte[] asked) throws IOException {
        while (true) {
            try (var line = new Line(port)) {
                if (line.ask(asked) == 200) break;
            } catch (IOException notYet) {
                if (!process.isAlive()) throw new IOException(Files.readString(output), notYet);
            }
            nap(5);
        }
        start = Duration.ofNanos(System.nanoTime() - begin);
        return this;
    }

    int port() {
        return port;
    }

    /** From the start of the process to the first 200. */
    Duration start() {
        return start;
    }

    static String apiKey(Path data) throws IOException {
        return Json.MAPPER
                .readTree(Files.readString(data.resolve("secrets.json")))
                .path("apiKey")
                .asString();
    }

    /** Processor time that the process has used so far. */
    Duration cpu() throws IOException {
        var fields = Files.readString(Path.of("/proc", "" + process.pid(), "stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    long residentMiB() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
        throw new IOException("no VmRSS");
    }

    long threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
            return tasks.count();
        }
    }

    /** What is left of the heap after a collection. */
    long heapMiB() throws IOException {
        jcmd("GC.run");
        return USED.matcher(jcmd("GC.heap_info"))
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum()
                / 1024;
    }

    private String jcmd(String command) throws IOException {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var asked = new ProcessBuilder(program, "" + process.pid(), command).redirectErrorStream(true).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static void nap(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
