package io.cosymesh.webui.routing;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The way to backend-api.
 *
 * @param maxRequestSize largest body that is let through
 * @param maxMessageSize largest message of a WebSocket that is let through
 * @param handshakeTimeout longest time until backend-api agrees to a WebSocket
 */
@ConfigurationProperties("cosymesh.routing")
record RoutingProperties(@DefaultValue("26MB") DataSize maxRequestSize, @DefaultValue("64KB") DataSize maxMessageSize,
		@DefaultValue("15s") Duration handshakeTimeout) {

}
