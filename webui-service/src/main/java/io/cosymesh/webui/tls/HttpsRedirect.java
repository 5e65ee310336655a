package io.cosymesh.webui.tls;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers plain HTTP with the way to HTTPS, and with nothing else: no page, no cookie, no
 * body is taken. It leads to hosts that the certificate is good for, so nobody can have
 * it point elsewhere.
 */
final class HttpsRedirect implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(HttpsRedirect.class);

	private static final int HTTPS = 443;

	private static final int MOST_CONNECTIONS = 256;

	private static final int LONGEST_LINE = 2048;

	private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(5);

	private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+)(:\\d{1,5})?");

	private final TlsProperties.Redirect settings;

	private final PublicCertificate certificate;

	private final IntSupplier ownPort;

	private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private @Nullable DisposableServer server;

	HttpsRedirect(TlsProperties.Redirect settings, PublicCertificate certificate, IntSupplier ownPort) {
		this.settings = settings;
		this.certificate = certificate;
		this.ownPort = ownPort;
	}

	@Override
	public void start() {
		Integer port = this.settings.port();
		if (port == null) {
			return;
		}
		this.server = HttpServer.create()
			.host(this.settings.address().getHostAddress())
			.port(port)
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(LONGEST_LINE))
			.doOnChannelInit((_, channel, _) -> bound(channel))
			.handle(this::answer)
			.bindNow();
		log.info("event=redirect-on address={} port={}", this.settings.address().getHostAddress(), port());
	}

	@Override
	public void stop() {
		DisposableServer running = this.server;
		this.server = null;
		if (running != null) {
			running.disposeNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
	}

	/**
	 * Returns the port in use, or 0 while it doesn't run.
	 */
	int port() {
		DisposableServer running = this.server;
		return (running != null) ? running.port() : 0;
	}

	private void bound(Channel channel) {
		this.connections.add(channel);
		if (this.connections.size() > MOST_CONNECTIONS) {
			close(channel);
			return;
		}
		channel.eventLoop()
			.schedule(() -> close(channel), LONGEST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS)
			.addListener((done) -> {
				if (!done.isSuccess()) {
					close(channel);
				}
			});
	}

	private static void close(Channel channel) {
		channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
	}

	private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		response.keepAlive(false).header(HttpHeaderNames.CACHE_CONTROL, "no-store");
		return host(request).map((host) -> lead(request, response, host)).orElseGet(() -> refuse(response));
	}

	private Optional<String> host(HttpServerRequest request) {
		Matcher host = HOST.matcher(request.requestHeaders().get(HttpHeaderNames.HOST, ""));
		return host.matches() ? Optional.of(host.group(1)).filter(this.certificate::include) : Optional.empty();
	}

	private Publisher<Void> lead(HttpServerRequest request, HttpServerResponse response, String host) {
		Integer outer = this.settings.to();
		int port = (outer != null) ? outer : this.ownPort.getAsInt();
		// A target in absolute form names a host of its own.
		String target = request.uri().startsWith("/") ? request.uri() : "/";
		return response.status(HttpResponseStatus.PERMANENT_REDIRECT)
			.header(HttpHeaderNames.LOCATION,
					"https://%s%s%s".formatted(host, (port == HTTPS) ? "" : ":" + port, target))
			.send();
	}

	private static Publisher<Void> refuse(HttpServerResponse response) {
		return response.status(HttpResponseStatus.MISDIRECTED_REQUEST)
			.header(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
			.sendString(Mono.just("""
					{"type":"urn:cosymesh:problem:unknown-host","title":"Misdirected request","status":421,\
					"detail":"The Host header names none of the hosts that this gateway has a certificate for"}"""));
	}

}
