package io.cosymesh.mesh.tls;

import java.util.Optional;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.context.SmartLifecycle;

/**
 * Shakes hands with itself as soon as there is an SVID, and states what came of it: which
 * provider, which protocol, which key exchange every connection of this process gets.
 */
final class TlsSelfTest implements SmartLifecycle, TlsInForce {

	private static final Logger log = LoggerFactory.getLogger(TlsSelfTest.class);

	private static final int MAX_ROUNDS = 20;

	private final MeshTls tls;

	private final int phase;

	private volatile boolean running;

	private volatile @Nullable NegotiatedTls agreed;

	TlsSelfTest(MeshTls tls, int phase) {
		this.tls = tls;
		this.phase = phase;
	}

	@Override
	public void start() {
		try {
			SslContext client = this.tls.selfClient();
			SslContext server = this.tls.selfServer();
			try {
				SSLSession session = handshake(client, server);
				this.agreed = NegotiatedTls.of(session);
				report(session);
			}
			finally {
				ReferenceCountUtil.release(client);
				ReferenceCountUtil.release(server);
			}
		}
		catch (SSLException ex) {
			throw new MeshConfigurationException("cosymesh.identity",
					"a mutual TLS 1.3 handshake of this process with itself fails: " + ex.getMessage(),
					"Check that the JVM runs with config/jvm.options and that no java.security override disables TLS 1.3");
		}
		this.running = true;
	}

	private static void report(SSLSession session) {
		String group = (session instanceof OpenSslSession openSsl)
				? Optional.ofNullable(openSsl.getNamedGroup()).orElse("unknown")
				: Optional.ofNullable(System.getProperty("jdk.tls.namedGroups")).orElse("JDK default");
		log.info("event=tls provider={} protocol={} cipher={} group={}", providerName(), session.getProtocol(),
				session.getCipherSuite(), group);
	}

	@Override
	public String provider() {
		return providerName();
	}

	@Override
	public Optional<NegotiatedTls> agreed() {
		return Optional.ofNullable(this.agreed);
	}

	private static String providerName() {
		return OpenSsl.isAvailable() ? OpenSsl.versionString() : "JDK";
	}

	private static SSLSession handshake(SslContext clientContext, SslContext serverContext) throws SSLException {
		SslHandler server = serverContext.newHandler(ByteBufAllocator.DEFAULT);
		SslHandler client = clientContext.newHandler(ByteBufAllocator.DEFAULT);
		EmbeddedChannel serverEnd = new EmbeddedChannel(server);
		EmbeddedChannel clientEnd = new EmbeddedChannel(client);
		try {
			for (int round = 0; round < MAX_ROUNDS && !isDone(client, server); round++) {
				pass(clientEnd, serverEnd);
				pass(serverEnd, clientEnd);
			}
			if (!server.handshakeFuture().isSuccess() || !client.handshakeFuture().isSuccess()) {
				throw new SSLException(causeOf(server).or(() -> causeOf(client)).orElse("it does not come to an end"));
			}
			return server.engine().getSession();
		}
		finally {
			clientEnd.finishAndReleaseAll();
			serverEnd.finishAndReleaseAll();
		}
	}

	private static void pass(EmbeddedChannel from, EmbeddedChannel to) {
		for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
			to.writeInbound(bytes);
		}
	}

	private static boolean isDone(SslHandler client, SslHandler server) {
		return client.handshakeFuture().isDone() && server.handshakeFuture().isDone();
	}

	private static Optional<String> causeOf(SslHandler handler) {
		return Optional.ofNullable(handler.handshakeFuture().cause()).map(Throwable::getMessage);
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
