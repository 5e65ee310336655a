package io.cosymesh.mesh.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.Http2SettingsSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

import io.cosymesh.mesh.http2.StreamWindows;
import io.cosymesh.mesh.tls.MeshTls;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/**
 * Bounds what each connection of a server may cost, the one for browsers included.
 */
public final class ConnectionGuard implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);

	private static final String STALLED = "cosymesh.stalledReader";

	private static final String PACE = "cosymesh.bodyPace";

	private final ConnectionProperties bounds;

	private final int headerBytes;

	private final ConnectionCuts cuts;

	ConnectionGuard(ConnectionProperties bounds, DataSize headers, ConnectionCuts cuts) {
		this.bounds = bounds;
		this.headerBytes = Math.toIntExact(headers.toBytes());
		this.cuts = cuts;
	}

	// Reactor Netty forgets the settings of HTTP/2 each time that some are set, so this
	// comes last and sets them all.
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		Ssl ssl = factory.getSsl();
		OpenConnections open = new OpenConnections(this.bounds.max());
		factory.addServerCustomizers(
				(server) -> bound(server, ssl).doOnChannelInit((_, channel, _) -> begin(channel, open))
					.doOnConnection((request) -> begin(request, open)));
	}

	private static boolean isMesh(@Nullable Ssl ssl) {
		return ssl != null && MeshTls.BUNDLE.equals(ssl.getBundle());
	}

	private static boolean takesMembersAlone(@Nullable Ssl ssl) {
		return isMesh(ssl) && ssl != null && ssl.getClientAuth() == Ssl.ClientAuth.NEED;
	}

	private HttpServer bound(HttpServer server, @Nullable Ssl ssl) {
		return server.maxPipelineDepth(this.bounds.maxPipelined())
			.httpMessageLogFactory(new MalformedRequests())
			.httpRequestDecoder((decoder) -> decoder.maxHeaderSize(this.headerBytes))
			.http2Settings((settings) -> bound(settings, ssl));
	}

	private void bound(Http2SettingsSpec.Builder settings, @Nullable Ssl ssl) {
		int window = Math.toIntExact(this.bounds.frameWindow().toSeconds());
		int resets = this.bounds.resetsOf(takesMembersAlone(ssl));
		settings.maxConcurrentStreams(this.bounds.maxStreams())
			.maxHeaderListSize(this.headerBytes)
			.maxDecodedRstFramesPerWindow(resets, window)
			.maxEncodedRstFramesPerWindow(resets, window);
		if (isMesh(ssl)) {
			settings.initialWindowSize(StreamWindows.BYTES_PER_STREAM);
		}
	}

	private void begin(Channel channel, OpenConnections open) {
		channel.closeFuture().addListener((_) -> open.leave(channel));
		Channel leaving = open.admit(channel).orElse(null);
		if (leaving != null) {
			if (open.isNewlyExhausted()) {
				log.warn("event=connections-exhausted max={} remote={}", this.bounds.max(), channel.remoteAddress());
			}
			this.cuts.count("too-many-connections");
			ConnectionCuts.close(leaving);
		}
		if (leaving == channel) {
			return;
		}
		ChannelPipeline pipeline = channel.pipeline();
		pipeline.addFirst(STALLED, new StalledReader(this.bounds.stalledReaderTimeout(), this.cuts));
		if (pipeline.get(NettyPipeline.SslReader) != null) {
			pipeline.addAfter(NettyPipeline.SslReader, "cosymesh.start", new ConnectionStart(this.bounds, this.cuts));
		}
	}

	private void begin(Connection request, OpenConnections open) {
		Channel connection = (request.channel() instanceof Http2StreamChannel stream) ? stream.parent()
				: request.channel();
		open.begin(connection);
		request.onTerminate().subscribe(null, null, () -> open.end(connection));
		ChannelPipeline pipeline = request.channel().pipeline();
		BodyPace pace = new BodyPace(this.bounds.bodyWindow(), this.bounds.bodyMinimum().toBytes(), this.cuts);
		if (request.channel() instanceof Http2StreamChannel) {
			pipeline.addFirst(STALLED, new StalledReader(this.bounds.stalledReaderTimeout(), this.cuts));
			pipeline.addAfter(NettyPipeline.H2ToHttp11Codec, PACE, pace);
			pipeline.addFirst("cosymesh.streamFailures", new StreamFailures(this.cuts));
			return;
		}
		Http1Headers.arrivedOn(request);
		if (hasBody(request) && pipeline.get(PACE) == null) {
			pipeline.addAfter(NettyPipeline.HttpCodec, PACE, pace);
		}
	}

	private static boolean hasBody(Connection connection) {
		return connection instanceof HttpServerRequest request
				&& (request.requestHeaders().contains("Transfer-Encoding")
						|| !"0".equals(request.requestHeaders().get("Content-Length", "0")));
	}

}
