"""The 24 assertions for testinfra, run on the server itself (py.test --hosts local://)."""

import pytest

SITES = [
    ("jumpinotech", 3001),
    ("wegweiserlife", 3002),
    ("nearyou", 3003),
    ("luci", 3004),
]
CERTIFICATE = "/etc/ssl/cloudflare/origin.pem"
KEY = "/etc/ssl/cloudflare/origin.key"


@pytest.mark.parametrize("app,port", SITES)
def test_program_runs(host, app, port):
    assert host.supervisor(f"site-{app}").is_running


@pytest.mark.parametrize("app,port", SITES)
def test_port_listens(host, app, port):
    assert host.socket(f"tcp://:::{port}").is_listening


@pytest.mark.parametrize("app,port", SITES)
def test_vhost_proxies(host, app, port):
    assert host.file(f"/etc/nginx/sites-enabled/{app}").contains(f"proxy_pass http://[^;]*:{port}")


@pytest.mark.parametrize("app,port", SITES)
def test_host_answers(host, app, port):
    name = f"{app}.example"
    code = host.check_output(
        "curl -sko /dev/null -w %%{http_code} --max-time 3 --resolve %s https://%s/", f"{name}:443:127.0.0.1", name
    )
    assert 200 <= int(code) < 500


@pytest.mark.parametrize("time,job", [("0 2 * * *", "db-backup"), ("30 3 * * *", "nightly-update")])
def test_job_is_scheduled(host, time, job):
    tab = host.check_output("crontab -u deploy -l")
    assert f"{time} /home/deploy/scripts/{job}.sh" in tab


@pytest.mark.parametrize("job", ["db-backup", "nightly-update"])
def test_script_runs(host, job):
    assert host.file(f"/home/deploy/scripts/{job}.sh").mode & 0o111 == 0o111


def test_certificate_is_there(host):
    assert host.file(CERTIFICATE).is_file


def test_key_is_private(host):
    assert host.file(KEY).mode & 0o077 == 0


def test_certificate_does_not_end_soon(host):
    assert host.run("openssl x509 -in %s -noout -checkend 2592000", CERTIFICATE).rc == 0


def test_certificate_fits_key(host):
    public = host.check_output("openssl x509 -in %s -noout -pubkey", CERTIFICATE)
    assert public == host.check_output("openssl pkey -in %s -pubout", KEY)
