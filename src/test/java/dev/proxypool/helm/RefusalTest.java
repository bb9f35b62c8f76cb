package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that make no sense are refused before anything is installed, in words that say which and why. */
final class RefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        replicaCounts=2                             | additional properties 'replicaCounts' not allowed
        replicaCount=2                              | at '/replicaCount': value must be 'must be replicas'
        imagePullSecrets[0].name=x                  | at '/imagePullSecrets': value must be 'must be image.pullSecrets or global.imagePullSecrets'
        installCRDs=true                            | at '/installCRDs': value must be 'must be crds.enabled'
        env[0].name=x                               | at '/env': value must be 'must be extraEnv'
        enabled=false                               | enabled is false, and yet this chart is installed: the parent chart must say condition: proxypool.enabled
        global.imagePullSecrets=x                   | at '/global/imagePullSecrets': got string, want array
        namespaceOverride=Twilio                    | at '/namespaceOverride': 'Twilio' does not match pattern
        strategy.type=Rolling                       | at '/strategy/type': value must be one of '', 'Recreate', 'RollingUpdate'
        strategy.type=RollingUpdate                 | strategy.type must be Recreate with one replica
        terminationGracePeriodSeconds=30            | at '/terminationGracePeriodSeconds': minimum: got 30, want 31
        revisionHistoryLimit=-1                     | at '/revisionHistoryLimit': minimum: got -1, want 0
        livenessProbe.failureThreshold=0            | at '/livenessProbe/failureThreshold': minimum: got 0, want 1
        livenessProbe.path=/healthz                 | at '/livenessProbe': additional properties 'path' not allowed
        service.ipFamilies[0]=IPv5                  | at '/service/ipFamilies/0': value must be one of 'IPv4', 'IPv6'
        dnsPolicy=Mine                              | at '/dnsPolicy': value must be one of
        extraContainers[0].name=x                   | at '/extraContainers/0': missing property 'image'
        extraArgs[0]=--watch-namespaces             | extraArgs must not contain --watch-namespaces, because the Roles follow watchNamespaces
        metrics.serviceMonitor.scrapeTimeout=31s    | metrics.serviceMonitor.scrapeTimeout must be at most metrics.serviceMonitor.interval, got 31s and 30s
        metrics.podMonitor.scrapeTimeout=1m         | metrics.podMonitor.scrapeTimeout must be at most metrics.podMonitor.interval, got 1m and 30s
        metrics.podMonitor.relabelings=x            | at '/metrics/podMonitor/relabelings': got string, want array
        image.name=x                                | at '/image': additional properties 'name' not allowed
        replicas=many                               | at '/replicas': got string, want integer
        replicas=-1                                 | at '/replicas': minimum: got -1, want 0
        replicas=11                                 | at '/replicas': maximum: got 11, want 10
        workers=0                                   | at '/workers': minimum: got 0, want 1
        workers=257                                 | at '/workers': maximum: got 257, want 256
        observeInterval=60                          | at '/observeInterval': got number, want string
        observeInterval=soon                        | at '/observeInterval': 'soon' does not match pattern
        log.level=LOUD                              | at '/log/level': value must be one of 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'
        log.format=xml                              | at '/log/format': value must be one of 'json', 'text'
        image.digest=latest                         | at '/image/digest': 'latest' does not match pattern
        image.pullPolicy=Sometimes                  | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
        management.port=80                          | at '/management/port': minimum: got 80, want 1,024
        watchNamespaces=messaging                   | at '/watchNamespaces': got string, want array
        watchNamespaces[0]=Messaging                | at '/watchNamespaces/0': 'Messaging' does not match pattern
        watchNamespaces[0]=one two                   | at '/watchNamespaces/0': 'one two' does not match pattern
        crds.keep=perhaps                           | at '/crds/keep': got string, want boolean
        defaultAccount.authToken=secret             | at '/defaultAccount': additional properties 'authToken' not allowed
        defaultAccount.accountSid=SC1               | at '/defaultAccount/accountSid': 'SC1' does not match pattern
        twilio.baseUrl=http://gateway               | at '/twilio/baseUrl': 'http://gateway' does not match pattern
        runAsUser=0                                 | at '/runAsUser': minimum: got 0, want 1
        networkPolicy.apiServer.cidr=kubernetes     | at '/networkPolicy/apiServer/cidr': 'kubernetes' does not match pattern
        extraEnv[0].value=x                         | at '/extraEnv/0': missing property 'name'
        podDisruptionBudget.maxUnavailable=0        | at '/podDisruptionBudget/maxUnavailable'
        topologySpread.whenUnsatisfiable=Never      | at '/topologySpread/whenUnsatisfiable': value must be one of
        metrics.prometheusRule.lookAge=60           | at '/metrics/prometheusRule/lookAge': minimum: got 60, want 900
        metrics.prometheusRule.disabled[0]=Down     | at '/metrics/prometheusRule/disabled/0': value must be one of 'ProxypoolDown'
        accounts.enabled=false                      | no account to work with: set defaultAccount.existingSecret
        defaultAccount.accountSid=AC00000000000000000000000000000001 | accountSid has no credentials: set defaultAccount.existingSecret too
        defaultAccount.existingSecret=twilio        | which namespaces may use the default account? Who may write a ProxyPhoneNumber or a ProxyShortCode in one of them can change every pool
        defaultAccount.namespaces[0]=messaging      | without effect: there is no default account
        defaultAccount.services[0]=KS00000000000000000000000000000001 | without effect: there is no default account
        defaultAccount.namespaces[0]=Messaging      | at '/defaultAccount/namespaces/0': 'Messaging' does not match pattern
        defaultAccount.services[0]=SC1              | at '/defaultAccount/services/0': 'SC1' does not match pattern
        extraEnv[0].name=PROXYPOOL_WORKERS          | extraEnv sets PROXYPOOL_WORKERS, which the chart sets itself
        podLabels.app\\.kubernetes\\.io/name=x      | podLabels sets app.kubernetes.io/name, by which the Deployment finds its Pods
        """)
    void aBadValueIsRefused(String setting, String message) {
        String[] pair = setting.split("=", 2);

        assertThatThrownBy(() -> Chart.template().set(pair[0], pair[1]).call()).hasMessageContaining(message);
    }

    @Test
    void twoMonitorsOfTheSameMetricsAreRefused() {
        var both = Chart.template()
                .set("metrics.serviceMonitor.enabled", "true")
                .set("metrics.podMonitor.enabled", "true");

        assertThatThrownBy(both::call).hasMessageContaining("metrics.serviceMonitor or metrics.podMonitor, not both");
    }

    @Test
    void aNamespaceNamedTwiceIsRefused() {
        var twice = Chart.template().set("watchNamespaces[0]", "one").set("watchNamespaces[1]", "one");

        assertThatThrownBy(twice::call).hasMessageContaining("at '/watchNamespaces': items at 0 and 1 are equal");
    }

    @Test
    void secretsNamedForAccountsThatAreOffAreRefused() {
        var named = Chart.template()
                .set("defaultAccount.existingSecret", "twilio")
                .set("defaultAccount.namespaces[0]", "*")
                .set("accounts.enabled", "false")
                .set("accounts.secretNames[0]", "other");

        assertThatThrownBy(named::call).hasMessageContaining("accounts.secretNames without effect");
    }

    @Test
    void aSelectorOfNamespacesIsRefusedWhereNothingOfTheClusterMayBeRead() {
        var blind = Chart.template().set("watchNamespaces[0]", "messaging").set("accounts.namespaceSelectors", "true");

        assertThatThrownBy(blind::call).hasMessageContaining("needs the right to read all Namespaces");
    }

    @Test
    void aDefaultAccountIsAcceptedForAllNamespacesIfThatIsSaid() {
        var chosen = Chart.template()
                .set("defaultAccount.existingSecret", "twilio")
                .set("defaultAccount.namespaces[0]", "*");

        assertThat(chosen.call()).contains("PROXYPOOL_ACCOUNT_NAMESPACES");
    }

    @Test
    void aKubernetesWithoutRulesInDefinitionsIsRefused() {
        assertThatThrownBy(() -> Chart.template().withKubeVersion("1.24.0").call())
                .hasMessageContaining("kubeVersion");
        assertThat(Chart.template().withKubeVersion("1.25.3-eks-1").call()).isNotBlank();
    }
}
