package dev.easel.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the demo shows itself: drawn over again and again on a terminal, line after line elsewhere. */
public final class Screen {
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
        var picture = new StringBuilder();
        if (drawn > 0) picture.append("\033[").append(drawn).append('A');
        var lines = new Picture(ink).draw(sights, elapsed);
        for (var line : lines)
            picture.append(ink == Ink.ANSI ? "\033[2K" : "").append(line).append('\n');
        out.print(picture);
        out.flush();
        drawn = ink == Ink.ANSI ? lines.size() : 0;
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
