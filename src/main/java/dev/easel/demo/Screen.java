package dev.easel.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the demo shows itself: drawn over again and again on a terminal, line after line elsewhere. */
public final class Screen {
    /** A wrapped line would count twice when the picture is drawn over. */
    private static final String DO_NOT_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final PrintStream out;
    private final Ink ink;
    private final Map<String, String> told = new HashMap<>();
    private int drawn;

    private Screen(PrintStream out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    public static Screen terminal(PrintStream out) {
        return new Screen(out, Ink.ANSI);
    }

    public static Screen plain(PrintStream out) {
        return new Screen(out, Ink.NONE);
    }

    void say(String text) {
        out.println("  " + text);
    }

    void show(List<Sight> sights, Duration elapsed) {
        if (ink == Ink.ANSI) draw(sights, elapsed);
        else tell(sights, elapsed);
    }

    /** The last picture, which stays. */
    void finish(List<Sight> sights, Duration elapsed) {
        if (ink == Ink.NONE) out.println();
        draw(sights, elapsed);
        out.println();
    }

    private void draw(List<Sight> sights, Duration elapsed) {
        var lines = new Picture(ink).draw(sights, elapsed);
        if (ink == Ink.NONE) {
            lines.forEach(out::println);
            return;
        }
        var picture = new StringBuilder(DO_NOT_WRAP);
        if (drawn > 0) picture.append("\033[").append(drawn).append('A');
        for (var line : lines) picture.append("\033[2K").append(line).append('\n');
        out.print(picture.append(WRAP));
        out.flush();
        drawn = lines.size();
    }

    private void tell(List<Sight> sights, Duration elapsed) {
        for (var sight : sights) {
            var line = Picture.line(sight);
            if (!line.equals(told.put(sight.plan().name(), line))) say(Picture.clock(elapsed) + "  " + line);
        }
    }

    static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
