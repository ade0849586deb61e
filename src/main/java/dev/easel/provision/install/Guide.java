package dev.easel.provision.install;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Tells a connection where to go; to no place where a chart may not come from. */
record Guide(Transport transport, Web.Names names) implements SocketAddressResolver {
    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        try {
            var scheme = scheme(context);
            var found = names.find(host.replaceAll("^\\[|]$", ""));
            for (var address : found) {
                if (!transport.leadsTo(address, scheme)) throw refused(host, scheme);
            }
            promise.succeeded(found.stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList());
        } catch (UnknownHostException | Refused failed) {
            promise.failed(failed);
        }
    }

    private static String scheme(Map<String, Object> context) {
        var destination = (Destination) context.get(Destination.CONTEXT_KEY);
        return destination.getOrigin().getScheme();
    }

    private static Refused refused(String host, String scheme) {
        return scheme.equals("http")
                ? new Refused("%s is not fetched from: charts come by https only (setting charts-by-http)", host)
                : new Refused("%s is not fetched from: it stands inside (setting charts-from-inside)", host);
    }
}
