package io.cosymesh.webui.tls;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The certificate's files are replaced while people come and go.
 */
@ExtendWith(GatewayExtension.class)
class CertificateSwapIT {

	private static final int VISITORS = 4;

	private final Gateway gateway;

	private final AtomicBoolean open = new AtomicBoolean(true);

	private final AtomicInteger served = new AtomicInteger();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	CertificateSwapIT(Gateway gateway) {
		this.gateway = gateway;
	}

	@Test
	void newConnectionsSeeTheNewCertificateAndNoRequestFails() throws Exception {
		try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < VISITORS; i++) {
				visitors.execute(this::comeAndGo);
				visitors.execute(this::stay);
			}
			List<Certificate> seen = new ArrayList<>(List.of(shown()));
			for (int swap = 0; swap < 2; swap++) {
				Certificate next = replaceFiles("swap-%d.example".formatted(swap));
				await().atMost(Duration.ofSeconds(30)).until(this::shown, next::equals);
				seen.add(next);
				int before = this.served.get();
				await().atMost(Duration.ofSeconds(30)).until(() -> this.served.get() > before + 5 * VISITORS);
			}
			assertThat(seen).doesNotHaveDuplicates().hasSize(3);
			this.open.set(false);
		}
		assertThat(this.failures).isEmpty();
	}

	private void comeAndGo() {
		while (this.open.get()) {
			try (HttpClient visitor = this.gateway.withoutCookies()) {
				ask(visitor);
			}
			catch (Exception ex) {
				this.failures.add("visitor: " + ex);
			}
		}
	}

	private void stay() {
		try (HttpClient guest = this.gateway.withoutCookies()) {
			while (this.open.get()) {
				ask(guest);
			}
		}
		catch (Exception ex) {
			this.failures.add("guest: " + ex);
		}
	}

	private void ask(HttpClient client) throws Exception {
		HttpResponse<String> answer = Gateway.send(client, this.gateway.withKey("/api/v1/voices"));
		if (answer.statusCode() != 200) {
			this.failures.add("%d %s".formatted(answer.statusCode(), answer.body()));
		}
		this.served.incrementAndGet();
	}

	private Certificate replaceFiles(String name) throws Exception {
		return new LocalAuthority(this.gateway.tlsDirectory(), Duration.ofDays(90),
				URI.create("https://localhost:0/ca.crl"), InstantSource.system(), new Random())
			.certificateFor(
					Set.of(ServerName.parse("localhost"), ServerName.parse("127.0.0.1"), ServerName.parse("::1"),
							ServerName.parse(InetAddress.getLocalHost().getHostName()), ServerName.parse(name)))
			.leaf();
	}

	private Certificate shown() throws Exception {
		try (SSLSocket socket = this.gateway.connect()) {
			socket.startHandshake();
			return socket.getSession().getPeerCertificates()[0];
		}
	}

}
