package io.cosymesh.ca.authority.lifecycle;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.svid.ChainOfTrust;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SealedAuthoritiesTests {

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = new TestDatabase();

	private final KeyPair rootKeys = Keys.p256();

	private final KeyPair intermediateKeys = Keys.p256();

	private final X509Certificate root = CertificateRecipe
		.authority(this.clock.instant(), "CN=Root", "spiffe://cosymesh.local")
		.selfSigned(this.rootKeys);

	private final X509Certificate intermediate = CertificateRecipe
		.authority(this.clock.instant(), "CN=Intermediate", "spiffe://cosymesh.local")
		.signedBy(this.intermediateKeys.getPublic(), this.root, this.rootKeys.getPrivate());

	@Test
	void databaseHoldsNoKeyInTheOpen() {
		Replica ca = open();
		byte[] key = ca.authorities().signing(AuthorityKind.INTERMEDIATE).orElseThrow().key().getEncoded();
		String rows = this.database.client().sql("select * from authority").query().listOfRows().toString();
		assertThat(rows).doesNotContain("PRIVATE KEY").doesNotContain(Base64.getEncoder().encodeToString(key));
	}

	@Test
	void anotherKeyEncryptionKeyIsRefused() throws IOException {
		open();
		Files.delete(keyFile());
		assertUnusable("The authorities in the database are sealed with another key-encryption key.");
	}

	@Test
	void keyEncryptionKeyCanBeReplaced() throws Exception {
		Replica before = open();
		Path previous = Files.move(keyFile(), this.home.resolve("previous"));
		LifecycleSettings settings = new LifecycleSettings(null, previous, Duration.ofDays(30), false);
		new Replica(TestSettings.in(this.home), settings, this.database, this.clock);
		Files.delete(previous);
		Replica after = open();
		ChainOfTrust.verify(after.leaf(), before.bundle(), this.clock.instant());
		after.authorities().activate(after.authorities().prepare(AuthorityKind.INTERMEDIATE, "test").id(), "test");
	}

	@Test
	void replicaWithTheReplacedKeyEncryptionKeySealsNothingMore() throws Exception {
		Replica behind = open();
		Path previous = Files.move(keyFile(), this.home.resolve("previous"));
		LifecycleSettings settings = new LifecycleSettings(null, previous, Duration.ofDays(30), false);
		Replica ahead = new Replica(TestSettings.in(this.home), settings, this.database, this.clock);
		assertThatExceptionOfType(AuthorityUnusableException.class)
			.isThrownBy(() -> behind.authorities().prepare(AuthorityKind.JWT, "test"))
			.withMessageContaining("sealed with another key-encryption key since this replica started");
		ahead.authorities().prepare(AuthorityKind.JWT, "test");
		ChainOfTrust.verify(behind.leaf(), ahead.bundle(), this.clock.instant());
	}

	@Test
	void tamperedRowIsRefused() {
		String id = open().status(AuthorityKind.INTERMEDIATE, AuthorityState.ACTIVE).id();
		AuthorityTable table = new AuthorityTable(this.database.client());
		byte[] sealed = Base64.getDecoder().decode(table.sealedKey(id).orElseThrow());
		sealed[sealed.length / 2] ^= 1;
		table.reseal(id, Base64.getEncoder().encodeToString(sealed));
		assertUnusable("The sealed key of intermediate authority %s does not open".formatted(id));
	}

	@Test
	void swappedRowsAreRefused() {
		Replica ca = open();
		String one = ca.status(AuthorityKind.INTERMEDIATE, AuthorityState.ACTIVE).id();
		String other = ca.status(AuthorityKind.JWT, AuthorityState.ACTIVE).id();
		AuthorityTable table = new AuthorityTable(this.database.client());
		String key = table.sealedKey(one).orElseThrow();
		table.reseal(one, table.sealedKey(other).orElseThrow());
		table.reseal(other, key);
		assertUnusable("does not open: its row has been changed");
	}

	@Test
	void certificateOfAnotherKeyIsRefused() {
		Replica ca = open();
		String id = ca.status(AuthorityKind.ROOT, AuthorityState.ACTIVE).id();
		this.database.client()
			.sql("update authority set public_pem = ? where id = ?")
			.params(pem(null, this.root), id)
			.update();
		assertUnusable("The row of authority %s in the database can't be read".formatted(id));
	}

	@Test
	void oldFilesAreImportedOnceAndRemoved() throws Exception {
		write("root.pem", this.rootKeys.getPrivate(), this.root);
		write("intermediate.pem", this.intermediateKeys.getPrivate(), this.intermediate);
		Replica ca = open();
		assertThat(ca.issuer().roots()).containsExactly(this.root);
		assertThat(ca.leaf().get(1)).isEqualTo(this.intermediate);
		assertThat(directory()).isEmptyDirectory();
		assertThat(open().leaf().get(1)).isEqualTo(this.intermediate);
	}

	@Test
	void oldRootAloneIsImportedAndGetsAnIntermediate() throws Exception {
		write("root.pem", this.rootKeys.getPrivate(), this.root);
		Replica ca = open();
		assertThat(ca.issuer().roots()).containsExactly(this.root);
		ChainOfTrust.verify(ca.leaf(), ca.bundle(), this.clock.instant());
	}

	@Test
	void filesOfAnotherAuthorityAreLeftAlone() {
		open();
		write("root.pem", this.rootKeys.getPrivate(), this.root);
		assertThat(open().issuer().roots()).hasSize(1).doesNotContain(this.root);
		assertThat(directory().resolve("root.pem")).exists();
	}

	@Test
	void unfitFilesAreRefusedAndKept() throws IOException {
		write("intermediate.pem", this.intermediateKeys.getPrivate(), this.intermediate);
		assertUnusable("is missing, but an intermediate signed by it is there");
		write("root.pem", Keys.p256().getPrivate(), this.root);
		assertUnusable("does not match the certificate beside it");
		KeyPair stranger = Keys.p256();
		write("root.pem", stranger.getPrivate(),
				CertificateRecipe.authority(this.clock.instant(), "CN=Root", "spiffe://cosymesh.local")
					.selfSigned(stranger));
		assertUnusable("is not signed by the root");
		write("root.pem", stranger.getPrivate(),
				CertificateRecipe.authority(this.clock.instant(), "CN=Root", "spiffe://other.example")
					.selfSigned(stranger));
		assertUnusable("is not for trust domain cosymesh.local");
		Files.writeString(directory().resolve("root.pem"), "not PEM");
		assertUnusable("cannot be read as PEM");
		write("root.pem", this.rootKeys.getPrivate(), this.root);
		Files.setPosixFilePermissions(directory().resolve("root.pem"), PosixFilePermissions.fromString("rw-r-----"));
		assertUnusable("may be used by others (mode rw-r-----)");
		assertThat(directory().resolve("root.pem")).exists();
	}

	private Replica open() {
		return new Replica(TestSettings.in(this.home), this.database, this.clock);
	}

	private Path keyFile() {
		return this.home.resolve("identity-ca/key-encryption-key");
	}

	private Path directory() {
		return this.home.resolve("identity-ca/authority");
	}

	private void write(String name, PrivateKey key, X509Certificate certificate) {
		StateDirectory.open(directory()).write(name, pem(key, certificate).getBytes(StandardCharsets.US_ASCII));
	}

	private static String pem(@Nullable PrivateKey key, X509Certificate certificate) {
		StringWriter pem = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
			if (key != null) {
				writer.writeObject(new JcaPKCS8Generator(key, null));
			}
			writer.writeObject(certificate);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return pem.toString();
	}

	private void assertUnusable(String message) {
		assertThatExceptionOfType(AuthorityUnusableException.class).isThrownBy(this::open)
			.withMessageContaining(message);
	}

}
