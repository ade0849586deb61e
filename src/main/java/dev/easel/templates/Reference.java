package dev.easel.templates;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name in a template, such as {@code .spectro.macro.domain}.
 *
 * @param name what follows the sort; for packs the name of the pack, a dot and the path in its values
 */
public record Reference(Sort sort, String name) {
    private static final Pattern SHAPE = Pattern.compile("\\.spectro\\.(\\w+)\\.([\\w-]+(?:\\.[\\w-]+)*)");

    /** What a name stands for. */
    public enum Sort {
        MACRO("macro"),
        SYSTEM("system macro"),
        VAR("variable"),
        PACK("pack reference");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Reference of(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) throw new Wrong("\"%s\" is not the name of anything", text);
        var name = parts.group(2);
        return switch (parts.group(1)) {
            case "macro" -> plain(Sort.MACRO, name);
            case "var" -> plain(Sort.VAR, name);
            case "system" -> new Reference(Sort.SYSTEM, name);
            case "pack" -> new Reference(Sort.PACK, name);
            default -> throw new Wrong("\"%s\" is not one of .spectro.macro, .system, .var and .pack", text);
        };
    }

    /** The pack that a pack reference looks into. */
    String pack() {
        return name.substring(0, dot());
    }

    /** Where in the pack's values it looks. */
    String path() {
        return name.substring(Math.min(dot() + 1, name.length()));
    }

    private int dot() {
        var dot = name.indexOf('.');
        return dot < 0 ? name.length() : dot;
    }

    private static Reference plain(Sort sort, String name) {
        if (name.contains(".")) throw new Wrong("the %s \"%s\" must not contain a dot", sort.word(), name);
        return new Reference(sort, name);
    }

    @Override
    public String toString() {
        return ".spectro." + sort.name().toLowerCase(Locale.ROOT) + "." + name;
    }
}
