package io.cosymesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each command says of itself.
 */
class HelpTests {

	private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

	static Stream<String> commands() {
		return all(CosyMesh.commandLine()).map((command) -> command.getCommandSpec().qualifiedName());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyCommandTeachesByExamplesThatItUnderstands(String name) {
		CommandLine command = named(name);
		List<String> examples = examples(command);
		assertThat(examples).isNotEmpty();
		assertThat(examples).allSatisfy((example) -> {
			assertThat(example).startsWith("  ./cosymesh ");
			CosyMesh.commandLine().parseArgs(words(example));
		});
		if (!name.equals("cosymesh")) {
			assertThat(examples).anySatisfy((example) -> assertThat(example.strip()).startsWith("./" + name));
		}
	}

	@Test
	void completionIsAScriptThatKnowsCommandsAndServices() {
		StringWriter out = new StringWriter();
		assertThat(CosyMesh.commandLine().setOut(new PrintWriter(out, true)).execute("completion", "bash")).isZero();
		assertThat(out.toString()).startsWith("#!/usr/bin/env bash")
			.contains("complete -F _complete_cosymesh", "--max-rps", "inference-engine", "ZSH_VERSION");
	}

	@Test
	void unknownShellIsRefused() {
		StringWriter err = new StringWriter();
		assertThat(CosyMesh.commandLine().setErr(new PrintWriter(err, true)).execute("completion", "fish"))
			.isEqualTo(2);
		assertThat(err.toString()).contains("the shell must be bash or zsh");
	}

	private static Stream<CommandLine> all(CommandLine command) {
		return Stream.concat(Stream.of(command),
				command.getSubcommands()
					.values()
					.stream()
					.filter((child) -> !(child.getCommandSpec().userObject() instanceof HelpCommand))
					.flatMap(HelpTests::all));
	}

	private static CommandLine named(String name) {
		return all(CosyMesh.commandLine()).filter((command) -> command.getCommandSpec().qualifiedName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> examples(CommandLine command) {
		String heading = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF)).footerHeading();
		assertThat(heading).contains("Examples:");
		return Arrays.stream(command.getCommandSpec().usageMessage().footer())
			.map((line) -> line.replaceAll("\\s+# .*", ""))
			.map((line) -> line.replaceAll("source <\\((.*)\\)", "$1"))
			.toList();
	}

	private static String[] words(String example) {
		List<String> words = new ArrayList<>();
		Matcher matcher = WORD.matcher(example);
		while (matcher.find()) {
			words.add((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2));
		}
		return words.subList(1, words.size()).toArray(String[]::new);
	}

}
