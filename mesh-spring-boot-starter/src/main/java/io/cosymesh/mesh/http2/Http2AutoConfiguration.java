package io.cosymesh.mesh.http2;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of HTTP/2 for every server, the one for browsers included.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class Http2AutoConfiguration {

	@Bean
	NettyServerCustomizer windowUpdatesCustomizer() {
		return (server) -> server.doOnConnection(WindowUpdates::flushOn);
	}

}
