package dev.easel.templates;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** A regular expression that somebody else wrote, in the language of RE2: looked for in bounded time, whatever it says. */
public final class Expected {
    private static final java.util.regex.Pattern COUNT =
            java.util.regex.Pattern.compile("(?<group>\\)?)\\{(?<least>\\d{1,4})(?:,(?<most>\\d{0,4}))?}");
    private static final int MOST_STATES = 10_000;
    private static final int MOST_STEPS = 20_000_000;

    private Expected() {}

    /** What is wrong with such an expression, if anything. */
    public static Optional<String> fault(String regex) {
        try {
            compiled(regex);
            return Optional.empty();
        } catch (Wrong wrong) {
            return Optional.of("must be a regular expression of RE2: " + wrong.message());
        }
    }

    /** What is wrong with a text in which it must be found, if anything. */
    public static Optional<String> fault(String regex, String text) {
        try {
            return isIn(text, compiled(regex)) ? Optional.empty() : Optional.of("must match " + regex);
        } catch (Wrong wrong) {
            return Optional.of("has a regular expression that cannot be looked for: " + wrong.message());
        }
    }

    private static Pattern compiled(String regex) {
        if (states(regex) > MOST_STATES) throw new Wrong("it is too long or counts too far");
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new Wrong(wrong.getDescription());
        } catch (StackOverflowError deep) {
            throw new Wrong("it has too many groups in each other");
        }
    }

    private static boolean isIn(String text, Pattern pattern) {
        if ((long) pattern.programSize() * text.length() > MOST_STEPS) throw new Wrong("it takes too long");
        try {
            return pattern.matcher(text).find();
        } catch (StackOverflowError deep) {
            throw new Wrong("it has too many groups in each other");
        }
    }

    /** What it comes to at most when its counts are written out, before anybody does that. */
    private static long states(String regex) {
        var counts = COUNT.matcher(regex);
        long alone = regex.length();
        long times = 1;
        while (counts.find() && alone * times <= MOST_STATES) {
            var most = counts.group("most");
            int count = Math.max(1, Integer.parseInt(most == null || most.isEmpty() ? counts.group("least") : most));
            if (counts.group("group").isEmpty()) alone += count;
            else times *= count;
        }
        return alone * times;
    }
}
