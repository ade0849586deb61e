package dev.easel.templates;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that somebody else wrote: looked for in bounded time, whatever it says. */
final class Expected {
    private static final int MOST_STEPS = 1_000_000;

    private final Pattern pattern;

    private Expected(Pattern pattern) {
        this.pattern = pattern;
    }

    static Expected of(String regex) {
        try {
            return new Expected(Pattern.compile(regex));
        } catch (PatternSyntaxException wrong) {
            throw new Wrong("must be a regular expression: %s", wrong.getDescription());
        } catch (StackOverflowError deep) {
            throw new Wrong("must be a regular expression: it has too many groups in each other");
        }
    }

    boolean isIn(String text) {
        try {
            return pattern.matcher(new Counted(text, new int[1])).find();
        } catch (TooLong | StackOverflowError endless) {
            throw new Wrong("has a regular expression that takes too long");
        }
    }

    private static final class TooLong extends RuntimeException {
        TooLong() {
            super("", null, false, false);
        }
    }

    /** Letters that may be looked at a number of times, all in all. */
    private record Counted(String text, int[] steps) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) throw new TooLong();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
