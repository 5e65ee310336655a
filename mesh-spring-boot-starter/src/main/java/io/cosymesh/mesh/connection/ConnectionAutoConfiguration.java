package io.cosymesh.mesh.connection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what a connection may cost.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(ConnectionProperties.class)
public final class ConnectionAutoConfiguration {

	@Bean
	ConnectionGuard connectionGuard(ConnectionProperties bounds, ServerProperties server,
			ObjectProvider<MeterRegistry> meters) {
		return new ConnectionGuard(bounds, server.getMaxHttpRequestHeaderSize(),
				new ConnectionCuts(meters.getIfAvailable(CompositeMeterRegistry::new)));
	}

}
