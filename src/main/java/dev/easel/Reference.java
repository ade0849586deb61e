package dev.easel;

import dev.easel.contract.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The pages of docs/reference that are written by the code they describe; a test compares them with the committed ones. */
public final class Reference {
    private Reference() {}

    /** Path below the checkout, and text. */
    public static Map<String, String> pages() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("docs/reference/settings.md", settings());
        pages.put("docs/reference/errors.md", errors());
        return pages;
    }

    /** Writes all pages below a checkout. */
    public static void write(Path checkout) throws IOException {
        for (var page : pages().entrySet()) {
            var file = checkout.resolve(page.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.getValue());
        }
    }

    /** The settings of this run as a table for a terminal. */
    public static String table(Settings settings) {
        var table = new StringBuilder("%-18s %-22s %-14s %s%n".formatted("SETTING", "VALUE", "FROM", "WHAT IT IS"));
        for (var setting : Setting.values()) {
            var shown = settings.optional(setting)
                    .map(text -> setting.hidden() ? "***" : text)
                    .orElse("-");
            table.append("%-18s %-22s %-14s %s%n"
                    .formatted(setting.key(), shown, settings.source(setting), setting.description()));
        }
        return table.toString();
    }

    private static String settings() {
        var page = new StringBuilder("""
                # Settings

                A setting is read from a flag, else from the environment, else from `easel.conf` in the data folder
                (lines `key = value`, `#` begins a comment). An unknown or malformed setting stops the start, and everything
                that is wrong is listed at once. `./easel settings` shows the values in force and where each comes from.
                Set secrets in the environment or in the file: flags can be seen by every user of a machine.

                This page is written by `./easel docs` from the table that the code reads.

                | setting | flag | environment | default | what it is |
                |---|---|---|---|---|
                """);
        for (var setting : Setting.values()) {
            var standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
            page.append("| %s | `%s` | `%s` | %s | %s |\n"
                    .formatted(setting.key(), setting.flag(), setting.environment(), standard, setting.description()));
        }
        return page.append("""

                ## Of the launcher alone

                | environment | what it is |
                |---|---|
                | `JAVA_HOME` | a JDK 25; without it the usual folders are searched |
                | `EASEL_JAVA_OPTS` | further options of the Java virtual machine, such as `-Xmx2g` (default `-Xmx512m`) |
                """).toString();
    }

    private static String errors() {
        var page = new StringBuilder("""
                # Error codes

                An error is JSON: `{code, message, details, ref}`. Programs compare the code, people read the message, and `ref` is
                the id of the request, as in the log. A 400 of the shape has `details.faults`, a list of `{path, message}`. With
                `Accept: application/problem+json` the same comes as RFC 9457. Caller: the request is at fault; ours: this server;
                world: something outside both.

                This page is written by `./easel docs` from the table that the code reads.

                | code | status | at fault |
                |---|---|---|
                """);
        for (var code : Code.values()) {
            page.append("| `%s` | %d | %s |\n"
                    .formatted(
                            code.name(), code.status(), code.category().name().toLowerCase(Locale.ROOT)));
        }
        return page.toString();
    }
}
