package dev.easel.provision.install;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of network addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param length how many leading bits its addresses share
 */
public record Block(InetAddress first, int length) {
    /** Reads one; throws IllegalArgumentException when it is none. Names are not looked up. */
    public static Block of(String text) {
        var parts = text.strip().split("/", 2);
        var first = InetAddress.ofLiteral(parts[0]);
        int most = first.getAddress().length * 8;
        int length = parts.length == 1 ? most : Integer.parseInt(parts[1]);
        if (length < 0 || length > most) throw new IllegalArgumentException(text + " has no such length");
        return new Block(first, length);
    }

    /** All of a list with commas. */
    public static List<Block> all(String text) {
        return Stream.of(text.split(","))
                .filter(part -> !part.isBlank())
                .map(Block::of)
                .toList();
    }

    boolean contains(InetAddress address) {
        var mine = first.getAddress();
        var theirs = address.getAddress();
        if (mine.length != theirs.length) return false;
        int whole = length / 8;
        if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) return false;
        int rest = length % 8;
        return rest == 0 || (mine[whole] ^ theirs[whole]) >> (8 - rest) == 0;
    }
}
