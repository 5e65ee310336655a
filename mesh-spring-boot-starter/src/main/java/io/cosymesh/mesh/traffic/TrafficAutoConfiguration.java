package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.resolver.AddressResolverGroup;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;
import io.cosymesh.mesh.tls.MeshTls;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the traffic to peers, and of the deadlines that come with what
 * peers ask.
 */
@AutoConfiguration(after = MeshIdentityAutoConfiguration.class)
@EnableConfigurationProperties(DnsProperties.class)
public final class TrafficAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TrafficTime trafficTime() {
		return TrafficTime.system();
	}

	@Bean
	@ConditionalOnMissingBean
	AddressLookup addressLookup(DnsProperties dns) {
		LoopResources loops = HttpResources.get();
		AddressResolverGroup<InetSocketAddress> resolvers = NameResolverProvider.builder()
			.cacheMinTimeToLive(dns.minTtl())
			.cacheMaxTimeToLive(dns.maxTtl())
			.queryTimeout(dns.queryTimeout())
			.build()
			.newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE);
		return new DnsLookup(resolvers, loops.onClient(LoopResources.DEFAULT_NATIVE).next());
	}

	@Bean
	PeerTraffics peerTraffics(AddressLookup lookup, DnsProperties dns, TrafficTime time, RandomGenerator random,
			ObjectProvider<CallListener> listener) {
		return new PeerTraffics(lookup, dns, time, random, listener.getIfUnique(CallListener::none));
	}

	@Bean
	TrafficMetrics trafficMetrics(PeerTraffics traffics) {
		return new TrafficMetrics(traffics);
	}

	/**
	 * What only a mesh server has: a deadline from anywhere else is nobody's word.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = MeshTls.BUNDLE)
	static class MeshServer {

		@Bean
		DeadlineFilter deadlineFilter(TrafficTime time) {
			return new DeadlineFilter(time);
		}

		@Bean
		MeterBinder deadlineMetrics(DeadlineFilter filter) {
			return (registry) -> FunctionCounter
				.builder("inbound.http.deadline.exceeded", filter, DeadlineFilter::exceeded)
				.description("Requests given up because their caller's time was up")
				.register(registry);
		}

	}

}
