//! The server as a process of its own: a directory with many accounts, and the limits that everybody has, but for the
//! number of connections, for which this process would need more open files than most have.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tests::client::Client;
use tests::files::Files;

/// Who only reads.
pub const HONEST: &str = "honest@company.example";
/// How many addresses the person has who floods.
pub const FLOODING: usize = 40;

const ACCOUNT: &str = "account0.example";

pub struct Server {
    process: Child,
    program: PathBuf,
    data: PathBuf,
    pub address: SocketAddr,
    pub base: String,
}

impl Server {
    pub async fn start(program: &Path, data: &Path, accounts: usize) -> Server {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let files = (0..accounts).fold(Files::default(), |files, number| {
            files.listed(&format!("Account {number}"), &format!("account{number}.example"))
        });
        let people = (0..FLOODING).map(flooding).chain([HONEST.to_owned()]);
        let files =
            people.fold(files, |files, email| files.person("Somebody", &email).grant(&email, ACCOUNT, "", "viewer"));
        let directory = tempfile::tempdir().unwrap();
        files.write(directory.path());
        let imported = command(program, data).arg("import").arg(directory.path()).output().unwrap();
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));

        let mut serve = command(program, data);
        serve.args(["serve", "--listen", &address.to_string()]).stdout(Stdio::null());
        serve.env("ACCESS_DIRECTORY_LIMITS__CONNECTIONS", "600");
        serve.env("ACCESS_DIRECTORY_LIMITS__PEER_CONNECTIONS", "200");
        let (program, data) = (program.to_owned(), data.to_owned());
        let mut server =
            Server { process: serve.spawn().unwrap(), program, data, address, base: format!("http://{address}") };
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let ready = format!("{}/readyz", server.base);
        while !http.get(&ready).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if let Some(ended) = server.process.try_wait().unwrap() {
                panic!("the server ended with {ended} instead of serving");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    /// Signs somebody in from a network.
    pub async fn sign_in(&self, email: &str, from: &str) -> Client {
        let printed = command(&self.program, &self.data).args(["admin", "sign-in-link", email]).output().unwrap();
        assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
        let printed = String::from_utf8(printed.stdout).unwrap();
        let link = printed.trim().rsplit_once('=').unwrap().1;
        let connections = reqwest::Client::builder().local_address(from.parse::<IpAddr>().unwrap());
        Client::over(connections, self.base.clone()).sign_in("/sign-in", "link", link).await
    }
}

/// One of the addresses of the person who floods.
pub fn flooding(number: usize) -> String {
    format!("flood+{number}@mailbox.example")
}

/// The program on this data, whatever is set around it.
fn command(program: &Path, data: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--data").arg(data);
    command
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
