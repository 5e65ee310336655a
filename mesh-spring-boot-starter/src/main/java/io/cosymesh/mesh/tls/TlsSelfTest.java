package io.cosymesh.mesh.tls;

import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSession;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.context.SmartLifecycle;

/**
 * Shakes hands with itself as soon as there is an SVID, and states what came of it: which
 * provider, which protocol, which key exchange every connection of this process gets.
 */
final class TlsSelfTest implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TlsSelfTest.class);

	private static final int BUFFER = 32 * 1024;

	private static final int MAX_ROUNDS = 50;

	private final MeshTls tls;

	private final int phase;

	private volatile boolean running;

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
				report(handshake(client.newEngine(ByteBufAllocator.DEFAULT),
						server.newEngine(ByteBufAllocator.DEFAULT)));
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

	private static void report(Handshake handshake) {
		log.info("event=tls provider={} protocol={} cipher={} group={}",
				OpenSsl.isAvailable() ? OpenSsl.versionString() : "JDK", handshake.protocol(), handshake.cipher(),
				handshake.group());
	}

	private static Handshake handshake(SSLEngine client, SSLEngine server) throws SSLException {
		try {
			ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
			ByteBuffer toClient = ByteBuffer.allocate(BUFFER);
			client.beginHandshake();
			server.beginHandshake();
			for (int round = 0; round < MAX_ROUNDS; round++) {
				step(client, toClient, toServer);
				step(server, toServer, toClient);
				if (isDone(client) && isDone(server) && toServer.position() == 0) {
					return Handshake.of(server.getSession());
				}
			}
			throw new SSLException("it does not come to an end");
		}
		finally {
			ReferenceCountUtil.release(client);
			ReferenceCountUtil.release(server);
		}
	}

	private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
		in.flip();
		ByteBuffer plain = ByteBuffer.allocate(BUFFER);
		boolean moved = true;
		while (moved) {
			int before = in.remaining() - out.position();
			if (in.hasRemaining()) {
				engine.unwrap(in, plain);
			}
			runTasks(engine);
			if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
				engine.wrap(ByteBuffer.allocate(0), out);
			}
			runTasks(engine);
			moved = before != in.remaining() - out.position();
		}
		in.compact();
	}

	private static void runTasks(SSLEngine engine) {
		for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
			task.run();
		}
	}

	private static boolean isDone(SSLEngine engine) {
		return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
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

	private record Handshake(String protocol, String cipher, String group) {

		static Handshake of(SSLSession session) {
			String group = (session instanceof OpenSslSession openSsl)
					? Optional.ofNullable(openSsl.getNamedGroup()).orElse("unknown")
					: Optional.ofNullable(System.getProperty("jdk.tls.namedGroups")).orElse("JDK default");
			return new Handshake(session.getProtocol(), session.getCipherSuite(), group);
		}

	}

}
