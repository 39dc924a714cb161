package io.moderato.operations.connection;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 on a {@link BoundedEndpoint}. Public, with this constructor, because Tomcat makes it by its name. */
public final class BoundedHttpProtocol extends Http11NioProtocol {
    private final BoundedEndpoint endpoint;

    /** Makes a protocol without bounds; the bounds are set before it starts. */
    public BoundedHttpProtocol() {
        this(new BoundedEndpoint());
    }

    private BoundedHttpProtocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void bound(OpenConnections connections) {
        endpoint.bound(connections);
    }
}
