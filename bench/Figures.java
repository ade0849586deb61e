package bench;

import java.util.Arrays;
import java.util.Locale;

/** Some measurements of one thing: the median counts, the range says how far to trust it. */
record Figures(double... all) {
    double median() {
        var sorted = all.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Median and range, such as {@code 0.72 [0.65..0.80]}. */
    String text(String format) {
        var least = Arrays.stream(all).min().orElse(0);
        var most = Arrays.stream(all).max().orElse(0);
        var pattern = all.length == 1 ? format : format + " [" + format + ".." + format + "]";
        return String.format(Locale.ROOT, pattern, median(), least, most);
    }
}
