package io.cosymesh.identity.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.spiffe.svid.x509svid.X509Svid;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;

class SvidKeyManagerTests {

	private final TestCa ca = TestCa.create();

	private final SvidSource source = this.ca.svidSource("backend-api");

	private final SvidKeyManager keyManager = new SvidKeyManager(this.source);

	@Test
	void presentsNothingBeforeTheFirstSvid() {
		SvidSource empty = new SvidSource(this.ca.name("backend-api"), InstantSource.system());
		SvidKeyManager without = new SvidKeyManager(empty);
		assertThat(without.chooseEngineServerAlias("EC", null, null)).isNull();
		assertThat(without.chooseEngineClientAlias(new String[] { "EC" }, null, null)).isNull();
		assertThat(without.getPrivateKey("svid-1")).isNull();
		assertThat(without.getCertificateChain("svid-1")).isNull();
	}

	@Test
	void presentsTheKeyTypeItHasOnly() {
		assertThat(this.keyManager.chooseEngineServerAlias("RSA", null, null)).isNull();
		assertThat(this.keyManager.chooseEngineClientAlias(new String[] { "RSA", "EC_EC" }, null, null))
			.isEqualTo("svid-1");
		assertThat(this.keyManager.getServerAliases("EC", null)).containsExactly("svid-1");
	}

	@Test
	void anAliasGivesTheSameInstancesEvenAfterRotation() throws Exception {
		String alias = this.keyManager.chooseEngineServerAlias("EC", null, null);
		PrivateKey key = this.keyManager.getPrivateKey(alias);
		X509Certificate leaf = this.keyManager.getCertificateChain(alias)[0];
		this.source.publish(this.ca.svid("backend-api").svid(), this.ca.bundle());
		assertThat(this.keyManager.chooseEngineServerAlias("EC", null, null)).isEqualTo("svid-2");
		assertThat(this.keyManager.getPrivateKey(alias)).isSameAs(key);
		assertThat(this.keyManager.getCertificateChain(alias)[0]).isSameAs(leaf);
		assertThat(this.keyManager.getPrivateKey("svid-2")).isNotSameAs(key);
	}

	@Test
	void forgetsOldGenerations() throws Exception {
		X509Svid svid = this.ca.svid("backend-api").svid();
		String first = this.keyManager.chooseEngineServerAlias("EC", null, null);
		for (int i = 0; i < 100; i++) {
			this.source.publish(svid, this.ca.bundle());
			this.keyManager.chooseEngineServerAlias("EC", null, null);
		}
		assertThat(this.keyManager.getPrivateKey(first)).isNull();
		assertThat(this.keyManager.getPrivateKey("svid-101")).isNotNull();
	}

	@Test
	void answersUnknownAliasesWithNothing() {
		assertThat(this.keyManager.getPrivateKey(null)).isNull();
		assertThat(this.keyManager.getPrivateKey("spiffe")).isNull();
		assertThat(this.keyManager.getCertificateChain("svid-x")).isNull();
		assertThat(this.keyManager.getCertificateChain("svid-99")).isNull();
	}

	@Test
	void chainAndKeyBelongTogetherWhileTheSourceRotates() throws Exception {
		Map<X509Certificate, PrivateKey> pairs = new ConcurrentHashMap<>();
		AtomicBoolean done = new AtomicBoolean();
		remember(pairs, this.source.getX509Svid());
		Thread rotation = Thread.ofVirtual().start(() -> rotate(pairs, done));
		try {
			for (int i = 0; i < 20_000; i++) {
				String alias = this.keyManager.chooseEngineServerAlias("EC", null, null);
				PrivateKey key = this.keyManager.getPrivateKey(alias);
				X509Certificate leaf = this.keyManager.getCertificateChain(alias)[0];
				assertThat(pairs.get(leaf)).isSameAs(key);
			}
		}
		finally {
			done.set(true);
			rotation.join();
		}
	}

	private void rotate(Map<X509Certificate, PrivateKey> pairs, AtomicBoolean done) {
		while (!done.get()) {
			X509Svid svid = this.ca.svid("backend-api").svid();
			remember(pairs, svid);
			try {
				this.source.publish(svid, this.ca.bundle());
			}
			catch (SvidRefusedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private static void remember(Map<X509Certificate, PrivateKey> pairs, X509Svid svid) {
		pairs.put(svid.getLeaf(), svid.getPrivateKey());
	}

}
