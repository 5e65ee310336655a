package io.cosymesh.mesh.traffic;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Asks the resolver of the HTTP clients, whose cache honours what DNS says of the life of
 * its answers.
 */
final class DnsLookup implements AddressLookup {

	private final AddressResolverGroup<InetSocketAddress> resolvers;

	private final EventExecutor executor;

	DnsLookup(AddressResolverGroup<InetSocketAddress> resolvers, EventExecutor executor) {
		this.resolvers = resolvers;
		this.executor = executor;
	}

	@Override
	public Mono<List<InetSocketAddress>> resolve(InetSocketAddress name) {
		return Mono
			.<List<InetSocketAddress>>create((sink) -> this.resolvers.getResolver(this.executor)
				.resolveAll(name)
				.addListener((Future<List<InetSocketAddress>> found) -> emit(found, sink)))
			.map(DnsLookup::ofOneFamily)
			.filter((addresses) -> !addresses.isEmpty())
			.switchIfEmpty(Mono.error(() -> new UnknownHostException(name.getHostString())));
	}

	private static void emit(Future<List<InetSocketAddress>> found, MonoSink<List<InetSocketAddress>> sink) {
		if (found.isSuccess()) {
			sink.success(found.getNow());
		}
		else {
			sink.error(found.cause());
		}
	}

	// A replica with an address of each family would count twice, and half of its
	// requests would go where it may not even listen.
	private static List<InetSocketAddress> ofOneFamily(List<InetSocketAddress> addresses) {
		List<InetSocketAddress> four = addresses.stream()
			.filter((address) -> address.getAddress() instanceof Inet4Address)
			.distinct()
			.toList();
		return four.isEmpty() ? addresses.stream().distinct().toList() : four;
	}

}
