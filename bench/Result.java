package bench;

import java.util.Locale;

/**
 * One line of the results.
 *
 * @param limit what the figure is held against; NaN when it is only told
 * @param better whether a small or a large figure is the good one
 */
record Result(String name, Figures figures, String format, double limit, Better better, String remark) {
    private static final String RAW = "raw";

    enum Better {
        SMALL,
        LARGE
    }

    static Result atMost(String name, double limit, String format, Figures figures, String remark) {
        return new Result(name, figures, format, limit, Better.SMALL, remark);
    }

    static Result atLeast(String name, double limit, String format, Figures figures, String remark) {
        return new Result(name, figures, format, limit, Better.LARGE, remark);
    }

    static Result told(String name, String format, Figures figures, String remark) {
        return new Result(name, figures, format, Double.NaN, Better.SMALL, remark);
    }

    /** What a figure is made of: for the raw data and the plot, not for the table. */
    static Result raw(String name, String format, Figures figures) {
        return told(name, format, figures, RAW);
    }

    boolean isRaw() {
        return remark.equals(RAW);
    }

    boolean missed() {
        if (Double.isNaN(limit)) return false;
        return better == Better.SMALL ? figures.median() > limit : figures.median() < limit;
    }

    String bound() {
        if (Double.isNaN(limit)) return "";
        return (better == Better.SMALL ? "≤ " : "≥ ") + String.format(Locale.ROOT, format, limit);
    }

    private String verdict() {
        if (Double.isNaN(limit)) return "";
        return missed() ? "missed" : "held";
    }

    /** A row of the table. */
    String row() {
        return "| %s | %s | %s | %s | %s |".formatted(name, figures.text(format), bound(), verdict(), remark);
    }

    @Override
    public String toString() {
        return "%-34s %-32s %-12s %-7s %s".formatted(name, figures.text(format), bound(), verdict(), remark);
    }
}
