package app.ayka.base.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which network addresses belong to the public internet (IANA special-purpose registries, RFC 6890). Of IPv6 only global
 * unicast counts, without what carries an IPv4 address inside (Teredo, 6to4, NAT64, mapped).
 */
final class PublicAddresses {

    private record Block(byte[] prefix, int bits) {

        static Block of(int bits, int... octets) {
            var prefix = new byte[octets.length];
            for (var i = 0; i < octets.length; i++) {
                prefix[i] = (byte) octets[i];
            }
            return new Block(prefix, bits);
        }

        boolean holds(byte[] address) {
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Block> NOT_PUBLIC_4 = List.of(
            Block.of(8, 0), // this network
            Block.of(8, 10),
            Block.of(10, 100, 64), // carriers' NAT
            Block.of(8, 127),
            Block.of(16, 169, 254), // link-local, and where clouds keep their metadata
            Block.of(12, 172, 16),
            Block.of(24, 192, 0, 0),
            Block.of(24, 192, 0, 2),
            Block.of(24, 192, 88, 99),
            Block.of(16, 192, 168),
            Block.of(15, 198, 18),
            Block.of(24, 198, 51, 100),
            Block.of(24, 203, 0, 113),
            Block.of(4, 224), // multicast
            Block.of(4, 240)); // reserved, broadcast

    private static final Block GLOBAL_6 = Block.of(3, 0x20);

    private static final List<Block> NOT_PUBLIC_6 = List.of(
            Block.of(23, 0x20, 0x01, 0x00), // Teredo, ORCHID and other protocols
            Block.of(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            Block.of(16, 0x20, 0x02), // 6to4
            Block.of(20, 0x3f, 0xff, 0x00)); // documentation

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address four -> NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes));
            case Inet6Address six ->
                GLOBAL_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
            default -> false;
        };
    }
}
