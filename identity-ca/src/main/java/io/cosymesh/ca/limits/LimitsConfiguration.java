package io.cosymesh.ca.limits;

import java.time.Duration;

import io.github.bucket4j.TimeMeter;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts limits in front of issuance.
 */
@Configuration(proxyBeanMethods = false)
class LimitsConfiguration {

	// As on the anonymous listener: an application for an SVID is one packet or two.
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Bean
	RequestLimits requestLimits(LimitsSettings settings) {
		return new RequestLimits(settings, TimeMeter.SYSTEM_NANOTIME);
	}

	@Bean
	WebServerFactoryCustomizer<NettyReactiveWebServerFactory> requestPatience() {
		return (factory) -> factory.addServerCustomizers((server) -> server.requestTimeout(PATIENCE));
	}

}
