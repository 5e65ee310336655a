package io.cosymesh.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code k8s/overlays/production/check} names all that the overlay would wait for.
 */
class ProductionCheckTests {

	private static final Path SCRIPT = Path.of("../k8s/overlays/production/check");

	@TempDir
	private Path bin;

	@Test
	void itLooksForWhateverTheOverlayNamesAndTheExampleHas() {
		Map<String, Set<String>> asked = asked();
		Map<String, Set<String>> example = new TreeMap<>();
		Manifests.of(Yaml.text(Path.of("../k8s/overlays/production/secrets.example.yaml")))
			.documents()
			.forEach((document) -> example.put(Manifests.title(document),
					new TreeSet<>((document.has("stringData") ? document.path("stringData") : document.path("data"))
						.propertyNames())));
		assertThat(asked).isEqualTo(example);
		assertThat(ManifestRules.faults(Overlay.PRODUCTION.render(), with(asked.keySet(), "Secret/identity-ca-issuer")))
			.isEmpty();
	}

	@Test
	void itSaysWhatIsMissing() throws Exception {
		Run run = run(cluster("""
				*"get secret identity-ca-secrets"*) echo "wrong-key" ;;
				*"get secret webui-service-tls"*) exit 1 ;;
				*"get secret"*) printf '%s\\n' password access-key secret-key api-key admin-password ;;
				*"get configmap"*) echo ca.pem ;;
				*"get crd certificates"*) exit 1 ;;
				"""));
		assertThat(run.code()).isOne();
		assertThat(run.output().lines()).containsExactly(
				"missing: key 'key-encryption-key' in secret 'identity-ca-secrets' in namespace 'cosymesh'",
				"missing: secret 'webui-service-tls' in namespace 'cosymesh'",
				"missing: cert-manager (certificates.cert-manager.io); or use the component vault");
	}

	@Test
	void itLooksForWhatVaultNeedsWhereVaultSigns() throws Exception {
		Run run = run(cluster("""
				*"get secret"*) printf '%s\\n' password access-key secret-key api-key admin-password tls.crt tls.key \\
				    key-encryption-key ;;
				*"get configmap vault-ca"*) echo ca.crt ;;
				*"get configmap"*) echo ca.pem ;;
				*"get crd"*) exit 1 ;;
				"""), vaultInPlaceOfCertManager());
		assertThat(run.output().lines())
			.containsExactly("missing: key 'ca.pem' in configmap 'vault-ca' in namespace 'cosymesh'");
		assertThat(run.code()).isOne();
	}

	@Test
	void itIsContentWhereAllIsThere() throws Exception {
		Run run = run(cluster("""
				*"get secret"*) printf '%s\\n' password access-key secret-key api-key admin-password tls.crt tls.key \\
				    key-encryption-key ;;
				*"get configmap"*) echo ca.pem ;;
				"""));
		assertThat(run.output()).contains("All that the production overlay needs is there.");
		assertThat(run.code()).isZero();
	}

	@Test
	void itSaysThatThereIsNoCluster() throws Exception {
		Run run = run("#!/bin/bash\nexit 1\n");
		assertThat(run.output()).contains("kubectl reaches no cluster");
		assertThat(run.code()).isEqualTo(2);
	}

	private static Map<String, Set<String>> asked() {
		Map<String, Set<String>> asked = new TreeMap<>();
		Yaml.text(SCRIPT).lines().filter((line) -> line.startsWith("needs ")).forEach((line) -> {
			String[] words = line.split(" ");
			String kind = words[1].equals("secret") ? "Secret" : "ConfigMap";
			asked.put(kind + "/" + words[2], new TreeSet<>(Arrays.asList(words).subList(3, words.length)));
		});
		return asked;
	}

	private static Set<String> with(Set<String> some, String one) {
		Set<String> all = new TreeSet<>(some);
		all.add(one);
		return all;
	}

	/** Makes the production overlay as the documentation says for Vault. */
	private Path vaultInPlaceOfCertManager() throws IOException {
		Path sources = Path.of("../k8s");
		try (Stream<Path> files = Files.walk(sources)) {
			for (Path file : files.toList()) {
				Files.copy(file, this.bin.resolve("k8s").resolve(sources.relativize(file).toString()));
			}
		}
		Path overlay = this.bin.resolve("k8s/overlays/production");
		Path kustomization = overlay.resolve("kustomization.yaml");
		Files.writeString(kustomization,
				Yaml.text(kustomization).replace("- ../../components/cert-manager", "- ../../components/vault"));
		return overlay;
	}

	/**
	 * Returns a kubectl that answers for a cluster, and leaves rendering to the true one.
	 */
	private static String cluster(String answers) {
		Overlay.PRODUCTION.render();
		return """
				#!/bin/bash
				case "$*" in
				"kustomize "*) PATH=${PATH#*:} exec %s "$@" ;;
				%sesac
				""".formatted(Kubectl.COMMAND, answers);
	}

	private Run run(String kubectl, Path... overlay) throws Exception {
		Path fake = Files.writeString(this.bin.resolve("kubectl"), kubectl);
		Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
		List<String> command = Stream.concat(Stream.of(SCRIPT.toAbsolutePath().normalize()), Stream.of(overlay))
			.map(Path::toString)
			.toList();
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("PATH", this.bin + ":" + System.getenv("PATH"));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return new Run(process.exitValue(), output);
	}

	private record Run(int code, String output) {
	}

}
