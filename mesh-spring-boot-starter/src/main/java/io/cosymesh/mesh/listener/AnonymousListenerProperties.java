package io.cosymesh.mesh.listener;

import java.net.InetAddress;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of the listener for callers without an SVID.
 *
 * @param port port to listen on, none by default
 * @param address address to bind to, the server's by default
 */
@Validated
@ConfigurationProperties("cosymesh.server.anonymous-listener")
record AnonymousListenerProperties(@Min(0) @Max(65535) @Nullable Integer port, @Nullable InetAddress address) {
}
