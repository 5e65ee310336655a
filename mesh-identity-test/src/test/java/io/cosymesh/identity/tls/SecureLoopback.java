package io.cosymesh.identity.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import javax.net.ssl.SSLSession;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * A TLS server on loopback that sends one byte to every client it accepts.
 */
final class SecureLoopback implements AutoCloseable {

	private static final Throwable NONE = new Throwable("no failure");

	/**
	 * A refused connection leaves the pipeline while the test still asks about it.
	 */
	private static final AttributeKey<SslHandler> TLS = AttributeKey.valueOf(SecureLoopback.class, "tls");

	private static final EventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(2,
			new DefaultThreadFactory("loopback", true), NioIoHandler.newFactory());

	private final Channel listener;

	private volatile CompletableFuture<Throwable> serverVerdict = new CompletableFuture<>();

	SecureLoopback(SslContext context) {
		this.listener = new ServerBootstrap().group(GROUP)
			.channel(NioServerSocketChannel.class)
			.childHandler(handlers((channel) -> context.newHandler(channel.alloc()), () -> new Greeter()))
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
	}

	/**
	 * Connects and waits until both ends know whether they accept each other.
	 */
	Outcome connect(SslContext client) {
		this.serverVerdict = new CompletableFuture<>();
		Greeted greeted = new Greeted();
		Channel channel = new Bootstrap().group(GROUP)
			.channel(NioSocketChannel.class)
			.handler(handlers((each) -> client.newHandler(each.alloc(), "localhost", port()), () -> greeted))
			.connect(this.listener.localAddress())
			.syncUninterruptibly()
			.channel();
		SslHandler tls = channel.attr(TLS).get();
		try {
			Throwable atClient = greeted.verdict.get(10, TimeUnit.SECONDS);
			Throwable atServer = this.serverVerdict.get(10, TimeUnit.SECONDS);
			SSLSession session = tls.engine().getSession();
			return new Outcome(greeted.greeted, atServer == NONE ? null : atServer, atClient == NONE ? null : atClient,
					session.getProtocol(), groupOf(session));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			channel.close().syncUninterruptibly();
		}
	}

	@Override
	public void close() {
		this.listener.close().syncUninterruptibly();
	}

	private int port() {
		return ((InetSocketAddress) this.listener.localAddress()).getPort();
	}

	private static String groupOf(SSLSession session) {
		return (session instanceof OpenSslSession openSsl) ? String.valueOf(openSsl.getNamedGroup()) : "unknown";
	}

	private static ChannelInitializer<Channel> handlers(Function<Channel, SslHandler> tls,
			Supplier<ChannelInboundHandlerAdapter> last) {
		return new ChannelInitializer<>() {
			@Override
			protected void initChannel(Channel channel) {
				SslHandler handler = tls.apply(channel);
				channel.attr(TLS).set(handler);
				channel.pipeline().addLast(handler, last.get());
			}
		};
	}

	/**
	 * What became of a connection.
	 *
	 * @param greeted whether application data of the server reached the client
	 * @param serverFailure why the server refused, or {@code null}
	 * @param clientFailure why the client refused or was refused, or {@code null}
	 * @param protocol the protocol negotiated
	 * @param group the key-agreement group, where the engine tells
	 */
	record Outcome(boolean greeted, Throwable serverFailure, Throwable clientFailure, String protocol, String group) {
	}

	private final class Greeter extends ChannelInboundHandlerAdapter {

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent handshake) {
				SecureLoopback.this.serverVerdict.complete(handshake.isSuccess() ? NONE : handshake.cause());
				if (handshake.isSuccess()) {
					context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] { 1 }));
				}
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

	private static final class Greeted extends ChannelInboundHandlerAdapter {

		private final CompletableFuture<Throwable> verdict = new CompletableFuture<>();

		private volatile boolean greeted;

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.greeted = ((ByteBuf) message).isReadable();
			ReferenceCountUtil.release(message);
			this.verdict.complete(NONE);
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
				this.verdict.complete(handshake.cause());
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			this.verdict.complete(cause);
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			this.verdict.complete(new IOException("closed by the server"));
		}

	}

}
