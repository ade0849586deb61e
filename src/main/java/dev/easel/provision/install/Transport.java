package dev.easel.provision.install;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * From where charts may come, and how. An address that somebody put into a registry leads to no place inside: neither to
 * this machine, nor to its links, nor to what clouds tell their machines.
 *
 * @param open blocks of addresses inside that may be asked nevertheless
 * @param plain blocks of addresses that are spoken to without TLS
 */
public record Transport(List<Block> open, List<Block> plain) {
    private static final List<Block> LOOPBACK = Block.all("127.0.0.0/8,::1/128");

    /** Loopback, links, unique local ones, groups, and those where clouds keep what they tell machines, keys among it. */
    private static final List<Block> INSIDE = Block.all("0.0.0.0/8,127.0.0.0/8,169.254.0.0/16,192.0.0.0/24,224.0.0.0/3,"
            + "100.100.100.200/32,168.63.129.16/32,::/127,fc00::/7,fe80::/10,fec0::/10,ff00::/8,2001::/32");

    /** IPv6 forms of IPv4 addresses: the block, and where in an address the four bytes stand. */
    private static final List<Form> FORMS = List.of(
            new Form(Block.of("::/96"), 12),
            new Form(Block.of("64:ff9b::/96"), 12),
            new Form(Block.of("2002::/16"), 2));

    public static final Transport TLS = new Transport(List.of(), List.of());

    /** By plain http to and from this machine itself, by TLS everywhere else. */
    public static final Transport PLAIN_ON_LOOPBACK = new Transport(LOOPBACK, LOOPBACK);

    private record Form(Block block, int at) {}

    /** The same, with more that is open. */
    public Transport opening(List<Block> more) {
        return new Transport(Stream.concat(open.stream(), more.stream()).toList(), plain);
    }

    /** Whether charts may come from an address, by http or by https. */
    boolean leadsTo(InetAddress address, String scheme) {
        if (scheme.equals("http")) return isPlain(address);
        return in(open, address) || meanings(address).stream().noneMatch(each -> in(INSIDE, each));
    }

    boolean isPlain(InetAddress address) {
        return in(plain, address);
    }

    private static boolean in(List<Block> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /** The address itself, and the one that it carries. */
    private static List<InetAddress> meanings(InetAddress address) {
        var all = new ArrayList<>(List.of(address));
        for (var form : FORMS) if (form.block().contains(address)) all.add(carried(address, form.at()));
        return all;
    }

    private static InetAddress carried(InetAddress address, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), at, at + 4));
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}
