package cancu;

import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Runs one OpenSearch node in this process as long as its input is open: its folder, then its settings as name=value.
 *
 * <p>The property cancu.plugin names the class of a plugin on the class path. One process a node, so that a test can kill one of several.
 */
public final class ClusterNode {
    private ClusterNode() {}

    public static void main(final String[] arguments) throws IOException {
        final OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild(
                (number, settings) -> {
                    for (int at = 1; at < arguments.length; at++) {
                        final int sign = arguments[at].indexOf('=');
                        settings.put(arguments[at].substring(0, sign), arguments[at].substring(sign + 1));
                    }
                });
        final String plugin = System.getProperty("cancu.plugin", "");
        runner.build(OpenSearchRunner.newConfigs().basePath(arguments[0]).numOfNode(1).pluginTypes(plugin));
        while (System.in.read() >= 0) {
            // whoever started this process is still there
        }
        System.exit(0);
    }
}
