package io.cosymesh.mesh.member;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;

import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;

/**
 * Sends request targets exactly as they are given, which no HTTP client does, over TLS
 * with an SVID.
 */
final class RawHttp implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final KeyManager identity;

	private final int port;

	private final SSLContext plain;

	private final SslContext http2;

	private Channel connection;

	RawHttp(TestSvid svid, int port) throws GeneralSecurityException, IOException {
		this.identity = new FixedKeyManager(svid);
		this.port = port;
		this.plain = SSLContext.getInstance("TLS");
		TrustManager[] anybody = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
		this.plain.init(new KeyManager[] { this.identity }, anybody, new SecureRandom());
		this.http2 = SslContextBuilder.forClient()
			.sslProvider(SslProvider.JDK)
			.keyManager(this.identity)
			.trustManager(InsecureTrustManagerFactory.INSTANCE)
			.endpointIdentificationAlgorithm(null)
			.applicationProtocolConfig(new ApplicationProtocolConfig(ApplicationProtocolConfig.Protocol.ALPN,
					ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
					ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_2))
			.build();
	}

	/**
	 * Returns the status of the answer over HTTP/1.1, empty if the server hung up.
	 */
	Optional<String> http1(String method, String target) {
		byte[] request = "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
			.formatted(method, target)
			.getBytes(StandardCharsets.UTF_8);
		try (Socket socket = this.plain.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
			socket.getOutputStream().write(request);
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			return answer.startsWith("HTTP/1.1 ") ? Optional.of(answer.substring(9, 12)) : Optional.empty();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Returns the status of the answer over HTTP/2, empty if the server reset the stream
	 * or hung up.
	 */
	Optional<String> http2(String method, String target) throws Exception {
		CompletableFuture<String> status = new CompletableFuture<>();
		Http2StreamChannel stream = new Http2StreamChannelBootstrap(connection()).handler(new StatusOf(status))
			.open()
			.sync()
			.getNow();
		Http2Headers headers = new DefaultHttp2Headers(false).method(method)
			.scheme("https")
			.authority("localhost")
			.path(target);
		stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
		stream.closeFuture().addListener((_) -> status.cancel(false));
		try {
			return Optional.of(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
		}
		catch (CancellationException | TimeoutException ex) {
			return Optional.empty();
		}
		finally {
			stream.close();
		}
	}

	private Channel connection() throws InterruptedException {
		if (this.connection == null || !this.connection.isActive()) {
			this.connection = new Bootstrap().group(this.loop)
				.channel(NioSocketChannel.class)
				.handler(new ChannelInitializer<>() {

					@Override
					protected void initChannel(Channel channel) {
						channel.pipeline()
							.addLast(RawHttp.this.http2.newHandler(channel.alloc()),
									Http2FrameCodecBuilder.forClient().validateHeaders(false).build(),
									new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
					}

				})
				.connect(InetAddress.getLoopbackAddress(), this.port)
				.sync()
				.channel();
		}
		return this.connection;
	}

	@Override
	public void close() {
		this.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

	private static final class StatusOf extends ChannelInboundHandlerAdapter {

		private final CompletableFuture<String> status;

		StatusOf(CompletableFuture<String> status) {
			this.status = status;
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (message instanceof Http2HeadersFrame frame && frame.headers().status() != null) {
				this.status.complete(frame.headers().status().toString());
			}
			ReferenceCountUtil.release(message);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			this.status.cancel(false);
		}

	}

}
